//! What a server reports, told by its words: Diesel keeps the SQLSTATE of these to itself, and a server speaks the language
//! that it was set up with (`lc_messages`). The words are those of the catalogues that PostgreSQL itself brings.

/// A condition of the server, as SQLSTATE has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ServerCondition {
    /// 55P03, by `lock_timeout`.
    LockTimeout,
    /// 57014: `statement_timeout` or an administrator ended the statement.
    Ended,
    /// 40P01.
    Deadlock,
    /// 42501.
    NoRight,
    /// 53300.
    Full,
    /// 57P03: the server starts, stops or recovers.
    NotReady,
    /// 53100.
    DiskFull,
    /// XX000, or 42P01 by its number: somebody put something else in the place of what a statement was about to use, as a
    /// restore does.
    Replaced,
    /// 42P01, 42703, 42883, 42704.
    MissingPart,
}

/// Why a server lets a login not in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoginRefusal {
    /// 28P01, or no password where one is wanted.
    Password,
    /// 28000: there is no such role.
    NoRole,
    /// 28000: the server's `pg_hba.conf` lets nobody in like that.
    NotListed,
    /// 3D000.
    NoDatabase,
}

/// The first that fits counts: some languages word a time limit of locks as one of statements, with more after it.
const WORDS: &[(ServerCondition, &[&str])] = &[
    (
        ServerCondition::LockTimeout,
        &[
            "lock timeout",
            "Zeitüberschreitung einer Sperre",
            "tiempo de espera de candados",
            "pour l'obtention des verrous",
            "timeout di lock",
            "ロックのタイムアウト",
            "ბლოკის მოლოდინის ვადის",
            "잠금 대기 시간 초과",
            "из-за тайм-аута блокировки",
            "lås-timeout",
            "через тайм-аут блокування",
            "由于锁超时",
        ],
    ),
    (
        ServerCondition::Ended,
        &[
            "canceling statement due to",
            "storniere Anfrage wegen",
            "cancelando la sentencia debido a",
            "annulation de la requête",
            "annullamento dell'istruzione",
            "ステートメントをキャンセルしています",
            "文をキャンセルしています",
            "აღდგენასთან კონფლიქტის",
            "작업을 취소합니다",
            "작업을 중지합니다",
            "выполнение оператора отменено",
            "avbryter sats på",
            "виконання оператора скасовано",
            "取消查询",
            "取消语句",
        ],
    ),
    (
        ServerCondition::Deadlock,
        &[
            "deadlock detected",
            "Verklemmung (Deadlock) entdeckt",
            "se ha detectado un deadlock",
            "interblocage (deadlock) détecté",
            "rilevato deadlock",
            "デッドロックを検出しました",
            "ნაპოვნია ურთიერთბლოკირება",
            "deadlock 발생했음",
            "обнаружена взаимоблокировка",
            "deadlock upptäckt",
            "виявлено взаємне блокування",
            "检测到死锁",
        ],
    ),
    (
        ServerCondition::NoRight,
        &[
            "permission denied",
            "must be owner",
            "keine Berechtigung",
            "Berechtigung nur für Eigentümer",
            "permiso denegado",
            "denegado el permiso",
            "debe ser dueño",
            "droit refusé",
            "doit être le propriétaire",
            // As the catalogue has it, three times.
            "doit être le prorpriétaire",
            "permesso negato",
            "permesso di ",
            "permesso per ",
            "autorizzazione negata",
            "non è consentito portare",
            "essere proprietari",
            "へのアクセスが拒否されました",
            "権限がありません",
            "の終了が拒否されました",
            "に設定することは許可されていません",
            "の所有者である必要があります",
            // Three spellings of one word.
            "წვდომა აკრძალულია",
            "წვდომა აკრძალულა",
            "წვდომა აკრზალულია",
            "უფლება აკრძალულია",
            "უნდა ბრძანდებოდეთ",
            "권한 없음",
            "권한이 없",
            "권한을 지정할 수 없음",
            "소유주여야",
            "нет доступа",
            "нет прав",
            "доступ к базе",
            "доступ запрещён",
            "нужно быть владельцем",
            "нужно быть \"владельцем\"",
            "разрешено только владельцу",
            "rättighet saknas",
            "nekad tillåtelse",
            "måste vara ägaren",
            "немає дозволу",
            "немає доступу",
            "немає прав",
            "доступ до бази",
            "доступ заборонений",
            "дозвіл відхилено",
            "відмовлено у встановленні",
            "треба бути власником",
            "权限不够",
            "权限不足",
            "权限不允许",
            "权限被拒绝",
            "不允许修改",
            "不允许在数据库",
            "创建外部数据封装器",
            "的属主",
            "的所由者",
        ],
    ),
    (
        ServerCondition::Full,
        &[
            "too many clients",
            "too many connections",
            "remaining connection slots are reserved",
            // A pooler.
            "no more connections allowed",
            "zu viele Verbindungen",
            "verbleibenden Verbindungen sind für",
            "demasiados clientes",
            "demasiadas conexiones",
            "conexiones restantes están reservadas",
            "trop de clients",
            "trop de connexions",
            "connexions restants sont réservés",
            "troppi client",
            "troppe connessioni",
            "rimanenti slot di connessione",
            "クライアント数が多すぎます",
            "接続が多すぎます",
            "残りの接続スロット",
            "ბევრი კლიენტია",
            "ბევრი კავშირი",
            "최대 동시 접속",
            "최대 접속수를 초과",
            "남은 연결 슬롯",
            "слишком много клиентов",
            "слишком много подключений",
            "оставшиеся слоты подключений",
            "för många klienter",
            "för många uppkopplingar",
            "resterande anslutningsslottar",
            "забагато клієнтів",
            "занадто багато підключень",
            "слоти підключень, які залишились",
            "太多的客户",
            "的连接太多了",
            "已保留的连接位置",
        ],
    ),
    (
        ServerCondition::NotReady,
        &[
            "the database system is",
            "das Datenbanksystem",
            "el sistema de base de datos está",
            "el sistema de bases de datos",
            "le système de bases de données",
            "le système de base de données",
            "il database si sta",
            "il database è in",
            "il sistema di database",
            "データベースシステムは",
            "მონაცემთა ბაზის სისტემ",
            "데이터베이스 시스템이",
            "데이터베이스 시스템은",
            "система баз данных",
            "система БД",
            "databassystemet",
            "система бази даних",
            "数据库系统",
        ],
    ),
    (
        ServerCondition::DiskFull,
        &[
            "No space left",
            "could not extend file",
            "nicht erweitern",
            "no se pudo extender el archivo",
            "n'a pas pu étendre le fichier",
            "non è stato possibile estendere il file",
            "を拡張できませんでした",
            "ფაილის გაფართოების შეცდომა",
            "파일을 확장할 수 없음",
            "не удалось увеличить файл",
            "kunde inte utöka fil",
            "не вдалося розширити файл",
            "无法扩展文件",
        ],
    ),
    (
        // No language has other words for what PostgreSQL itself does not expect.
        ServerCondition::Replaced,
        &[
            "could not open relation with OID",
            "cache lookup failed for",
            "tuple concurrently",
        ],
    ),
];

/// How a language says that something is not there, and of what.
struct AbsenceWords {
    absent: &'static [&'static str],
    /// Relations, columns, functions and types.
    parts: &'static [&'static str],
    role: &'static str,
    database: &'static str,
}

const ABSENCES: &[AbsenceWords] = &[
    AbsenceWords {
        absent: &["does not exist"],
        parts: &["relation ", "column ", "function ", "type "],
        role: "role ",
        database: "database ",
    },
    AbsenceWords {
        absent: &["existiert nicht"],
        parts: &["Relation ", "Spalte ", "Funktion ", "Typ "],
        role: "Rolle ",
        database: "Datenbank ",
    },
    AbsenceWords {
        absent: &["no existe"],
        parts: &["la relación ", "la columna ", "la función ", "el tipo "],
        role: "el rol ",
        database: "la base de datos ",
    },
    AbsenceWords {
        absent: &["n'existe pas"],
        parts: &["la relation ", "la colonne ", "la fonction ", "le type "],
        role: "le rôle ",
        database: "la base de données ",
    },
    AbsenceWords {
        absent: &["non esiste"],
        parts: &["la relazione ", "la colonna ", "la funzione ", "il tipo "],
        role: "il ruolo ",
        database: "il database ",
    },
    AbsenceWords {
        absent: &["は存在しません"],
        parts: &["リレーション", "列", "関数", "型"],
        role: "ロール",
        database: "データベース",
    },
    AbsenceWords {
        absent: &["არ არსებობს"],
        parts: &["ურთიერთობა", "სვეტი", "ფუნქცია", "ტიპი"],
        role: "როლი",
        database: "მონაცემთა ბაზა",
    },
    AbsenceWords {
        // Many other messages end with the same verb.
        absent: &[
            "릴레이션(relation)이 없습니다",
            "릴레이션(relation)에 없음",
            "릴레이션(relation) 없음",
            "이름의 칼럼은 없습니다",
            "칼럼 없음",
            "이름의 함수가 없음",
            "함수 없음",
            "자료형 없음",
            "롤(role) 없음",
            "데이터베이스 없음",
        ],
        parts: &["릴레이션(relation)", "칼럼", "함수", "자료형"],
        role: "롤(role)",
        database: "데이터베이스",
    },
    AbsenceWords {
        absent: &["не существует"],
        parts: &["отношение ", "столбец ", "функция ", "тип "],
        role: "роль ",
        database: "база данных ",
    },
    AbsenceWords {
        absent: &["existerar inte", "finns inte"],
        parts: &["relation", "kolumn", "funktion", "typ"],
        role: "rollen ",
        database: "databasen ",
    },
    AbsenceWords {
        absent: &["не існує"],
        parts: &[
            "відношення ",
            "стовпець ",
            "стовпця ",
            "функція ",
            "функції ",
            "тип ",
        ],
        role: "роль ",
        database: "бази даних ",
    },
    AbsenceWords {
        absent: &["不存在"],
        parts: &["关系", "字段", "函数", "类型"],
        role: "角色",
        database: "数据库",
    },
];

/// That a password is wrong or was not given; the last is libpq's.
const PASSWORDS: &[&str] = &[
    "password authentication failed",
    "Passwort-Authentifizierung",
    "la autentificación password falló",
    "authentification par mot de passe échouée",
    "autenticazione con password fallita",
    "パスワード認証に失敗しました",
    "პაროლით ავთენტიფიკაცია",
    "password 인증을 실패했습니다",
    "(по паролю)",
    "ösenordsautentisering misslyckades",
    "за допомогою пароля",
    "Password 认证失败",
    "no password supplied",
];

/// Returns the condition that a server's message is about, in any of its languages.
pub(super) fn condition(message: &str) -> Option<ServerCondition> {
    let is_meant = |words: &&[&str]| has_any(message, words);
    if let Some((condition, _)) = WORDS.iter().find(|(_, words)| is_meant(words)) {
        return Some(*condition);
    }
    let is_part = ABSENCES
        .iter()
        .any(|words| has_any(message, words.absent) && has_any(message, words.parts));
    is_part.then(|| {
        // What is known by its number was there a moment ago.
        if message.contains("OID") {
            ServerCondition::Replaced
        } else {
            ServerCondition::MissingPart
        }
    })
}

/// Returns why a server that was reached lets this login not in.
pub(super) fn login_refusal(message: &str) -> Option<LoginRefusal> {
    // Without encryption libpq tries again, and tells of both: the first refusal is the one that counts.
    if has_any(message, PASSWORDS) {
        return Some(LoginRefusal::Password);
    }
    let mut absences = ABSENCES.iter().filter(|words| has_any(message, words.absent));
    let absent = absences.find_map(|words| {
        if message.contains(words.role) {
            Some(LoginRefusal::NoRole)
        } else {
            let is_database = message.contains(words.database);
            is_database.then_some(LoginRefusal::NoDatabase)
        }
    });
    absent.or_else(|| message.contains("pg_hba.conf").then_some(LoginRefusal::NotListed))
}

/// Returns whether a message has any of these words.
pub(super) fn has_any(message: &str, words: &[&str]) -> bool {
    words.iter().any(|one| message.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_known_in_any_language() {
        use ServerCondition::*;
        for (message, expected) in [
            ("canceling statement due to lock timeout", LockTimeout),
            (
                "annullamento dell'istruzione a causa di timeout di lock",
                LockTimeout,
            ),
            (
                "выполнение оператора отменено из-за тайм-аута блокировки",
                LockTimeout,
            ),
            ("annullamento dell'istruzione a causa di timeout", Ended),
            ("storniere Anfrage wegen Zeitüberschreitung der Anfrage", Ended),
            (
                "キャンセル: ステートメントのタイムアウトのためステートメントをキャンセルしています",
                Ended,
            ),
            ("canceling statement due to user request", Ended),
            ("Verklemmung (Deadlock) entdeckt", Deadlock),
            ("keine Berechtigung für Tabelle rooms", NoRight),
            ("对表 rooms 权限不够", NoRight),
            ("FATAL:  désolé, trop de clients sont déjà connectés", Full),
            ("FATAL: too many connections for role \"colab\"", Full),
            (
                "FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute",
                Full,
            ),
            ("FATAL:  das Datenbanksystem startet", NotReady),
            ("kunde inte utöka fil \"base/5/1\": Enheten är full", DiskFull),
        ] {
            assert_eq!(condition(message), Some(expected), "{message}");
        }
        assert_eq!(
            condition("FATAL: password authentication failed for user \"colab\""),
            None
        );
    }

    #[test]
    fn a_missing_part_of_the_schema_is_told_from_other_things_that_are_not_there() {
        for line in [
            r#"relation "users" does not exist"#,
            "column bookings.room_id does not exist",
            "function colab_token_holder(text) does not exist",
            "Relation »users« existiert nicht",
        ] {
            assert_eq!(condition(line), Some(ServerCondition::MissingPart), "{line}");
        }
        for line in [
            r#"prepared statement "s1" does not exist"#,
            r#"role "thandi" does not exist"#,
        ] {
            assert_eq!(condition(line), None, "{line}");
        }
    }

    /// Returns what a message of the catalogues is about, by its English words.
    fn condition_of(english: &str) -> Option<ServerCondition> {
        use ServerCondition::*;
        Some(match english {
            "deadlock detected" => Deadlock,
            "canceling statement due to lock timeout" => LockTimeout,
            "relation \"%s\" does not exist"
            | "relation \"%s.%s\" does not exist"
            | "column \"%s\" does not exist"
            | "column %s.%s does not exist"
            | "column \"%s\" of relation \"%s\" does not exist"
            | "function %s does not exist"
            | "type \"%s\" does not exist" => MissingPart,
            "relation with OID %u does not exist"
            | "function with OID %u does not exist"
            | "type with OID %u does not exist" => Replaced,
            _ => {
                let begins = [
                    ("canceling statement due to ", Ended),
                    ("permission denied", NoRight),
                    ("must be owner of ", NoRight),
                    ("sorry, too many clients", Full),
                    ("too many connections for ", Full),
                    ("remaining connection slots", Full),
                    ("the database system is ", NotReady),
                    ("could not extend file", DiskFull),
                ];
                let found = begins.iter().find(|(begin, _)| english.starts_with(begin));
                found?.1
            }
        })
    }

    fn refusal_of(english: &str) -> Option<LoginRefusal> {
        match english {
            "password authentication failed for user \"%s\"" => Some(LoginRefusal::Password),
            "role \"%s\" does not exist" => Some(LoginRefusal::NoRole),
            "database \"%s\" does not exist" => Some(LoginRefusal::NoDatabase),
            "no pg_hba.conf entry for host \"%s\", user \"%s\", database \"%s\", %s" => {
                Some(LoginRefusal::NotListed)
            }
            _ => None,
        }
    }

    /// Returns the messages of a compiled catalogue: in English, and in its language.
    fn catalogue(bytes: &[u8]) -> Vec<(String, String)> {
        let number = |at: usize| {
            let bytes: [u8; 4] = bytes[at..at + 4].try_into().unwrap();
            usize::try_from(u32::from_le_bytes(bytes)).unwrap()
        };
        let text = |at: usize| {
            let (length, begin) = (number(at), number(at + 4));
            String::from_utf8(bytes[begin..begin + length].to_vec()).unwrap()
        };
        let (originals, translations) = (number(12), number(16));
        let pair = |place: usize| (text(originals + 8 * place), text(translations + 8 * place));
        (0..number(8)).map(pair).collect()
    }

    #[test]
    fn the_catalogues_of_postgresql_are_known() {
        let folders = std::fs::read_dir("/usr/share/locale").into_iter().flatten();
        let files = folders
            .flatten()
            .map(|folder| folder.path().join("LC_MESSAGES/postgres-15.mo"));
        let files: Vec<_> = files.filter(|file| file.is_file()).collect();
        for file in &files {
            for (english, translated) in catalogue(&std::fs::read(file).unwrap()) {
                for message in [&english, &translated] {
                    let context = format!("{}: {english}: {message}", file.display());
                    let (known, login) = (condition_of(&english), refusal_of(&english));
                    if known.is_some() {
                        assert_eq!(condition(message), known, "{context}");
                    }
                    if login.is_some() {
                        assert_eq!(login_refusal(message), login, "{context}");
                        assert_eq!(condition(message), None, "{context}");
                    }
                    if english == "prepared statement \"%s\" does not exist" {
                        assert_eq!(condition(message), None, "{context}");
                    }
                }
            }
        }
        if files.is_empty() {
            println!("NOT RUN: the catalogues of PostgreSQL 15 are not installed (Debian's postgresql-15)");
        }
    }
}
