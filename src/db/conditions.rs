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
            "작업을 취소합니다",
            "выполнение оператора отменено",
            "avbryter sats på",
            "виконання оператора скасовано",
            "取消查询",
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
            "keine Berechtigung für",
            "Berechtigung nur für Eigentümer",
            "permiso denegado a",
            "debe ser dueño",
            "droit refusé pour",
            "doit être le propriétaire",
            "permesso negato per",
            "bisogna essere proprietari",
            "へのアクセスが拒否されました",
            "の所有者である必要があります",
            "წვდომა აკრძალულია",
            "უნდა ბრძანდებოდეთ",
            "접근 권한 없음",
            "소유주여야만 합니다",
            "нет доступа к",
            "нужно быть владельцем",
            "rättighet saknas för",
            "måste vara ägaren till",
            "немає дозволу для",
            "треба бути власником",
            "权限不够",
            "的属主",
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
            "el sistema de bases de datos aún",
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
];

/// Returns the condition that a server's message is about, in any of its languages.
pub(super) fn condition(message: &str) -> Option<ServerCondition> {
    let is_meant = |words: &&[&str]| words.iter().any(|one| message.contains(one));
    let found = WORDS.iter().find(|(_, words)| is_meant(words));
    found.map(|(condition, _)| *condition)
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
}
