//! What a heading says of the cells under it, in the languages that sheets are kept in.
//!
//! The words are compared by their [`name_key`], so that case, accents and blanks do not matter. They serve to tell
//! tables from schedules: a heading with a role is no room.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::names::{name_key, word_keys};

/// What a column of a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum HeadingRole {
    Date,
    From,
    Until,
    Weekday,
    Week,
    Time,
    Start,
    End,
    Duration,
    /// A part of the day or a turn of duty.
    Shift,
    Room,
    /// What takes place, or for whom.
    Client,
    Person,
    Group,
    Status,
    Id,
    Email,
    Phone,
    Count,
    Money,
    Asset,
    Note,
}

/// Words of each role, parted by blanks; an underscore stands for a blank within a word.
const WORDS: [(HeadingRole, &str); 22] = [
    (
        HeadingRole::Date,
        "日付 日時 날짜 일자 التاريخ تاريخ ημερομηνία תאריך तारीख date dates datum datums fecha data dia_data дата 日期 день_дата dato päivämäärä tarih dátum \
         when wann quand cuándo quando wanneer kiedy когда datetime date_time timestamp created created_at updated exam_date event_date \
         booking_date tag_datum pvm \
         fecha_de_reserva data_da_reserva data_prenotazione datum_van_bespreking data_rezerwacji дата_бронирования 预订日期 \
         scheduled_date check_in_date buchungsdatum veranstaltungsdatum kursdatum reserveringsdatum",
    ),
    (
        HeadingRole::From,
        "başlangıç_tarihi from from_date start_date date_from date_start begin_date startdatum anfangsdatum beginn_datum von vom ab \
         date_de_début date_début du desde fecha_inicio fecha_de_inicio fecha_inicial data_inicio data_de_início \
         data_inicial data_inizio dal begindatum vanaf van data_od od data_rozpoczęcia дата_начала с 开始日期 \
         起始日期 check_in check-in arrival arrival_date anreise arrivée llegada aankomst \
         first_day kursbeginn fecha_comienzo data_di_inizio startdag",
    ),
    (
        HeadingRole::Until,
        "bitiş_tarihi to until till to_date end_date date_to date_end finish_date due due_date return_date enddatum bis \
         date_de_fin date_fin au hasta fecha_fin fecha_de_fin fecha_final data_fim data_de_fim data_final data_fine \
         al tot einddatum data_do do data_zakończenia дата_окончания по 结束日期 截止日期 check_out check-out departure \
         departure_date abreise départ salida vertrek \
         last_day data_de_término kursende data_término data_di_fine",
    ),
    (
        HeadingRole::Weekday,
        "day days weekday weekdays day_of_week tag tage wochentag jour jours día días dia dias giorno giorni dag dagen \
         dae weekdag dzień dni день день_недели 星期 周 週 den nap gün ziua \
         wochentage weekdagen weeksdae dni_tygodnia дни дни_недели",
    ),
    (
        HeadingRole::Week,
        "week weeks week_no week_number wk kw woche kalenderwoche semaine semana settimana tydzień неделя 周次 週次 \
         year jahr année año ano anno jaar rok год 年 month monat mois mes mês mese maand miesiąc месяц 月份 quarter term",
    ),
    (
        HeadingRole::Time,
        "zaman saat_aralığı 時刻 시간 الوقت ώρα שעה time times hour hours hrs timing timings time_slot timeslot slot class_time zeit uhrzeit zeiten \
         stunde heure heures horaire horaires créneau hora horas horario horário ora ore orario orari tijd tijden tyd tye \
         uur godzina godziny czas время часы часы_работы 时间 時間 时段 čas tid idő saat ora_ore period periods \
         tijdstip zeitraum tranche_horaire franja_horaria faixa_horária fascia_oraria tijdvak tydgleuf przedział_czasu 时间段",
    ),
    (
        HeadingRole::Start,
        "başlangıç başlangıç_saati başlama_saati start start_time starts starts_at time_from begin begins begin_time time_in beginn startzeit anfang début \
         heure_début heure_de_début inicio hora_inicio hora_de_inicio início hora_início inizio ora_inizio begintijd \
         starttijd begin_tyd początek godzina_rozpoczęcia начало время_начала 开始时间 開始時間 开始 \
         beginning starting_time comienzo ora_di_inizio aanvang aanvangstyd rozpoczęcie 起始时间 start_at starts_on started_at \
         startdatetime begins_at scheduled_start dtstart anfangszeit à_partir_de hora_de_comienzo hora_comienzo aanvangstijd \
         starttyd czas_rozpoczęcia начало_занятия начало_в",
    ),
    (
        HeadingRole::End,
        "bitiş bitiş_saati end end_time ends ends_at finish finish_time time_to time_out stop ende endzeit fin heure_fin heure_de_fin \
         hora_fin hora_final fim hora_fim fine ora_fine eind eindtijd einde koniec godzina_zakończenia конец окончание \
         время_окончания 结束时间 結束時間 结束 \
         finishes ending_time schluss término hora_de_término até ora_di_fine eindtyd zakończenie ended_at end_at ends_on \
         enddatetime scheduled_end dtend endet jusqu'à hora_de_finalización termina finisce czas_zakończenia окончание_в",
    ),
    (
        HeadingRole::Duration,
        "süre süresi duration length dauer durée duración duração durata duur tydsduur czas_trwania длительность \
         продолжительность 时长 minutes mins \
         часов dauer_in_minuten duration_hours duration_in_hours duration_hrs duration_minutes duration_mins dauer_in_stunden \
         dauer_stunden durée_en_heures duração_em_horas duración_en_horas durata_in_ore",
    ),
    (
        HeadingRole::Shift,
        "am pm a.m. p.m. morning afternoon evening night noon midday early late shift early_shift late_shift night_shift day_shift \
         morning_shift evening_shift afternoon_shift on_call oncall on_duty duty standby backup primary secondary session \
         vormittag nachmittag abend nacht früh spät frühdienst spätdienst nachtdienst frühschicht spätschicht \
         nachtschicht schicht dienst bereitschaft matin après-midi soir nuit garde astreinte mañana tarde noche guardia turno \
         manhã noite plantão mattina mattino pomeriggio sera notte ochtend middag avond nacht dienst oggend middag aand \
         nag rano popołudnie wieczór noc dyżur zmiana утро вечер ночь смена дежурный 上午 下午 晚上 早班 中班 晚班 夜班 值班",
    ),
    (
        HeadingRole::Room,
        "sınav_yeri sınav_salonu 会議室 部屋 강의실 회의실 교실 장소 القاعة قاعة המקום αίθουσα room rooms room_no room_number room_name room_id venue venues venue_name location locations place \
         classroom class_room building bldg where address resource facility space raum räume raumnummer \
         raumnr raumname standort ruimtenaam emplacement room_requested room_booked requested_room sala_nazwa ort \
         veranstaltungsort gebäude salle salles lieu bâtiment local sala salas aula aulas \
         lugar ubicación edificio edifício local_da_aula luogo stanza lokaal lokalen zaal zalen zaalnaam plaats locatie ruimte ruimtes \
         lokaal plek kamer kamers miejsce pokój budynek аудитория кабинет помещение место корпус комната \
         教室 房间 房間 地点 地點 会议室 會議室 场地 場地 místnost učebna terem derslik sală",
    ),
    (
        HeadingRole::Client,
        "ders_adı dersin_adı etkinlik etkinlik_adı sınav 科目名 授業 用途 件名 과목 과목명 강의 행사 المادة المقرر μάθημα client clients client_name customer customer_name company organisation organization course courses course_name \
         course_title course_code class class_name subject subjects subject_name subject_code paper paper_code paper_title \
         module modules module_name module_code title event events event_name event_title activity activities topic topics \
         programme program training training_name workshop seminar session_title session_name lecture lesson exam exam_name \
         examination meeting purpose booking booked_by reserved_by booked_for booker booked reservation task match fixture game opponent home away home_team \
         away_team visitor visitors team_1 team_2 team1 team2 show film movie performance act artist crn section service \
         kunde kunden kundenname firma lehrgang lehrgänge schulung schulungen fortbildung kurs kursname kurse fach fächer lehrveranstaltung veranstaltung thema titel anlass \
         prüfung termin betreff seminarname belegung nutzer veranstalter mieter bezeichnung spiel heim gast client_e cours matière matières module_ue ue \
         intitulé sujet formation événement évènement activité réunion épreuve examen objet titre cliente clientes empresa \
         curso cursos asignatura materia evento actividad tema título reunión motivo disciplina disciplinas matéria \
         atividade assunto turma_disciplina corso corsi materia_insegnamento insegnamento attività argomento titolo oggetto esame klant klanten \
         cursus vak vakken onderwerp activiteit evenement titel_evenement bijeenkomst kliënt kursus gebeurtenis aktiwiteit \
         klient kurs_szkolenie szkolenie przedmiot temat wydarzenie zajęcia nazwa tytuł клиент курс предмет дисциплина \
         название тема мероприятие событие занятие 客户 客戶 课程 課程 课程名称 科目 活动 活動 主题 会议 名称 předmět konu ders kurz \
         account_name tenant_name institution firmenname unternehmen auftraggeber entreprise société raison_sociale organisme \
         organización institución organização instituição azienda ditta organizzazione klantnaam bedrijf organisatie bedrijfsnaam \
         kliëntnaam maatskappy organisasie nazwa_klienta instytucja organizacja заказчик компания организация 客户名称 公司 单位 机构 \
         booking_nickname brief_description kurstitel kursbezeichnung veranstaltungsname asunto cursusnaam geleentheid \
         nazwa_szkolenia название_курса название_мероприятия 活动名称 会议名称 会议主题 holder applicant applicant_name requestor \
         attendee_name made_by created_by reserved_for gebucht_von bucher besteller réservé_par demandeur organisateur \
         reservado_por solicitante organizador prenotato_da richiedente organizzatore gereserveerd_door aanvrager organisator \
         bespreek_deur rezerwujący organizator забронировал организатор 预订人 申请人 组织者 hirer hirers hirer_name hired_by hired_to hire_party hiring_party hire_contact huurder huurders naam_huurder who what wer \
         was qui quoi quién qué quem wie wat kto кто что 谁",
    ),
    (
        HeadingRole::Person,
        "ad_soyad adı_soyadı öğretmen_adı gözetmen 予約者 担当 担当者 氏名 名前 講師 예약자 이름 담당 담당자 교수 교수명 강사 الاسم المدرس öğretim_üyesi öğretmen oktató tanár lärare όνομα name names full_name first_name last_name surname person people employee employees employee_name staff staff_name member members \
         teacher teachers lecturer lecturers instructor instructors trainer trainers facilitator facilitators professor prof faculty tutor \
         invigilator invigilators supervisor examiner speaker presenter host chair moderator coach doctor nurse nurses driver \
         operator technician manager owner contact contact_person contact_name responsible assigned assigned_to assignee requester requested_by \
         approved_by user username author guest student student_name patient volunteer volunteers leader team_leader lead engineer \
         agent clerk guard officer cleaner preacher reader organist usher steward worship_leader referee umpire coordinator organiser organizer \
         mitarbeiter mitarbeiterin mitarbeitende vorname nachname familienname dozent dozentin dozenten lehrer lehrerin lehrkraft referent \
         leiter leitung trainerin betreuer ansprechpartner verantwortlich teilnehmer person_name aufsicht prüfer fahrer nom prénom noms enseignant enseignants \
         intervenant formateur professeur responsable animateur personnel employé agent_e surveillant surveillants nombre_completo \
         nombre apellido apellidos profesor profesora docente docentes instructor_a empleado empleados persona responsável \
         nome nome_completo sobrenome professor_a funcionário funcionários colaborador instrutor cognome docente_i insegnante dipendente \
         dipendenti responsabile relatore naam namen voornaam achternaam docent docenten medewerker medewerkers personeel \
         verantwoordelijke begeleider naam_en_van van_naam dosent onderwyser personeellid verantwoordelik imię nazwisko \
         imię_i_nazwisko prowadzący nauczyciel wykładowca pracownik pracownicy osoba имя фамилия фио ф.и.о. преподаватель \
         учитель сотрудник сотрудники ответственный врач 姓名 名字 教师 教師 老师 讲师 员工 員工 人员 负责人 联系人 vyučující jméno \
         formateurs animateurs facilitadores instructores instrutores formadores docenti formatori begeleiders fasiliteerders \
         trenerzy ведущие преподаватели 讲师人数 kontakt kontaktperson personne_de_contact interlocuteur contacto persona_de_contacto \
         contato pessoa_de_contato contatto referente contactpersoon kontakpersoon osoba_kontaktowa контактное_лицо контакт \
         contact_full_name person_in_charge verantwortlicher ansprechperson coordinateur coordinador coordenador coordinatore \
         verantwoordelike osoba_odpowiedzialna ответственное_лицо contactpersoon_naam",
    ),
    (
        HeadingRole::Group,
        "position job_title occupation designation funktion poste cargo funzione functie stanowisko должность 职位 반 학과 group groups type kind category department dept school grade level batch cohort semester sem class_section team division \
         branch campus_name country city region state province gruppe gruppen typ art kategorie abteilung klasse klassen semester_gruppe \
         studiengang jahrgang groupe groupes type_de_cours catégorie service_dept département classe classes filière niveau \
         promotion grupo grupos tipo categoría departamento clase nivel carrera facultad turma turmas categoria gruppo gruppi \
         dipartimento anno_corso groep groepen soort afdeling klas klassen groep_e tipe kategorie_af graad grupa grupy rodzaj dział klasa \
         группа группы тип вид кафедра отдел класс 班级 班級 组 類型 类型 部门 年级 专业 学院 系 skupina",
    ),
    (
        HeadingRole::Status,
        "durum durumu 状態 상태 الحالة status state_status confirmed approved approval cancelled attended attendance present paid done completed result results score \
         outcome priority severity stand zustand bestätigt anwesend ergebnis statut état confirmé résultat estado estatus \
         confirmado situação resultado stato confermato esito bevestigd uitslag stan wynik статус состояние результат 状态 狀態 结果 \
         toestand 预订状态 permit_status confirmation_status confirmation request_status buchungsstatus estado_de_la_reserva \
         estado_reserva estado_da_reserva stato_prenotazione statusse boekingsstatus canceled is_cancelled is_canceled \
         cancelled_yn storniert abgesagt annulé annulée anulado anulada cancelado cancelada annullato annullata geannuleerd \
         gekanselleer anulowane odwołane отменено отменён 已取消",
    ),
    (
        HeadingRole::Id,
        "id ids no nr num number s.no sno sr sr_no sl sl_no serial serial_no serial_number code codes ref reference ref_no \
         booking_ref booking_id booking_no order order_no order_id ticket ticket_no invoice invoice_no item_no line index row \
         rank # key uid uuid lfd lfd_nr laufende_nummer nummer code_ue numéro n° no_ nº número numero código codigo codice volgnommer \
         volgnummer kode lp l.p. kod numer номер № п/п код 序号 序號 编号 編號 号 \
         crm_id buchungsnummer buchungsnr referenz reservierungsnummer referencia número_de_reserva nº_de_reserva \
         número_da_reserva riferimento numero_prenotazione referentie boekingsnummer reserveringsnummer verwysing \
         besprekingsnommer numer_rezerwacji nr_rezerwacji номер_брони номер_бронирования номер_заявки 预订号 预订编号 订单号 permit_number \
         request_id request_no buchungs_id reservierungsnr numero_di_prenotazione n_prenotazione código_de_reserva localizador \
         reserveringsnr application_no confirmation_number confirmation_code kursnummer permit_no",
    ),
    (
        HeadingRole::Email,
        "email e-mail mail email_address e-mail_address mailadresse courriel correo correo_electrónico почта 邮箱 電子郵件 url link links website \
         web zoom meeting_link join_link \
         adresse_e-mail poczta adres_e-mail эл._почта 电子邮件 holder_email attendee_email e_mail_adresse kontakt_e_mail adresse_mail \
         correo_de_contacto e_mail_de_contato email_contatto contact_e_mail",
    ),
    (
        HeadingRole::Phone,
        "phone phone_number telephone tel mobile cell cellphone contact_number contact_no fax telefon telefonnummer handy téléphone teléfono \
         celular móvil telefone telefono cellulare telefoon telefoonnommer foon телефон 电话 電話 手机 \
         telefoonnummer numer_telefonu work_phone telefonnr selfoon selnommer",
    ),
    (
        HeadingRole::Count,
        "kişi_sayısı öğrenci_sayısı kontenjan count qty quantity total totals sum pax attendees participants delegates learners students no_of_students number_of_students \
         strength seats capacity enrolment enrollment enrolled registered headcount size anzahl menge summe \
         personen teilnehmerzahl tn candidates no_of_candidates number_of_candidates plätze kapazität gesamt nombre_de_participants effectif effectifs capacité places quantité cantidad \
         participantes alumnos capacidad cupo plazas quantidade alunos vagas capacidade quantità partecipanti studenti capienza posti totale aantal deelnemers \
         capaciteit totaal deelnemers_af getal kapasiteit liczba uczestnicy miejsca pojemność suma количество число участники вместимость \
         итого всего 人数 人數 容量 数量 合计 总计 \
         trainees lernende apprenants stagiaires cursisten leerders aantal_leerders liczba_uczestników количество_участников \
         число_участников слушатели 学员人数 参加人数 学员 number_of_trainees expected_attendance expected_attendees attendee_count \
         participant_count invitees_count setup_count anzahl_tn tn_zahl anzahl_personen_im_kurs schüler anzahl_schüler \
         nb_participants nb_de_participants nombre_de_stagiaires nombre_d'apprenants nombre_d'élèves élèves asistentes \
         nº_asistentes formandos nº_de_formandos n_allievi allievi discenti aantal_cursisten aantal_studenten studenten \
         getal_leerders liczba_uczestników_szkolenia liczba_kursantów количество_студентов студентов 学生人数 与会人数 参会人数 persons \
         personnes nombre_de_personnes personas pessoas persone mense osoby liczba_osób человек количество_человек 总人数 \
         number_of_guests guests no_of_guests invitees occupants anzahl_gäste gäste personenzahl nombre_d'invités nb_personnes \
         nº_personas nº_de_personas número_de_personas nº_pessoas nº_de_pessoas n_persone numero_persone aantal_gasten \
         getal_mense ilość_osób количество_гостей 来宾人数",
    ),
    (
        HeadingRole::Money,
        "price cost costs amount fee fees rate value total_price revenue income expense expenses balance budget debit credit paid_amount preis kosten betrag gebühr \
         umsatz prix coût montant tarif precio costo coste importe monto preço custo valor prezzo costo_totale importo prijs bedrag prys koste \
         cena koszt kwota цена стоимость сумма 价格 金额 費用 费用 单价 payment deposit tax vat",
    ),
    (
        HeadingRole::Asset,
        "asset assets asset_tag asset_no asset_id tag_no device devices device_name model make brand manufacturer vendor supplier item items product sku \
         equipment serial_nr imei hostname ip ip_address mac version warranty warranty_end purchase_date condition vehicle registration plate \
         gerät geräte hersteller modell seriennummer inventarnummer inventar artikel bestand appareil matériel marque modèle fabricant \
         fournisseur article équipement equipo modelo marca fabricante proveedor artículo inventario equipamento patrimônio dispositivo modello \
         produttore fornitore apparaat merk leverancier toestel urządzenie marka producent dostawca устройство оборудование модель \
         производитель 设备 設備 型号 品牌 资产 资产编号",
    ),
    (
        HeadingRole::Note,
        "açıklama notlar 備考 비고 ملاحظات note notes remark remarks comment comments description details detail info information reason message memo log action actions \
         bemerkung bemerkungen notiz notizen anmerkung anmerkungen kommentar beschreibung hinweis grund remarque remarques commentaire \
         commentaires observation hours_worked overtime km km_in km_out mileage odometer observations description_fr nota notas comentario comentarios observación observaciones descripción \
         observação observações obs descrição comentário osservazioni commenti descrizione opmerking opmerkings opmerkingen toelichting omschrijving beskrywing uwagi \
         opis komentarz примечание примечания комментарий комментарии описание 备注 備註 说明 描述 \
         notities notatki special_requests special_requirements requirements set_up setup_style bestuhlung disposition montaje \
         opstelling allestimento full_description long_description additional_information additional_info zusatz hinweise \
         catering catering_required refreshments verpflegung repas pause_café comida alimentación alimentação ristorazione \
         spyseniering wyżywienie питание 餐饮 lunch_required mittagessen déjeuner almuerzo almoço pranzo middageten middagete obiad \
         обед 午餐 lunch",
    ),
];

/// Words that, beside others, make a heading the name of a room: `Room 12`, `Seminarraum Nord`, `Salle A`.
const ROOM_NOUNS: &str = "room rooms hall lab laboratory studio auditorium theatre theater boardroom classroom library office suite \
     court gym chapel lounge kitchen cafeteria canteen workshop block floor wing arena pavilion stage dock bay desk raum saal \
     seminarraum hörsaal labor aula zimmer besprechungsraum konferenzraum halle turnhalle studio_raum salle amphi amphithéâtre \
     bureau atelier labo sala salón laboratorio auditorio oficina aula_magna laboratório auditório gabinete stanza ufficio lokaal zaal \
     kamer kantoor ruimte saal_af sal lokal pracownia gabinet аудитория кабинет зал кабинета лаборатория комната 教室 房 室 厅";

/// Words of the posts and turns in which people stand for each other, beside those of shifts.
const DUTIES: &str = "reserve leave escalation remote outsourced outsourcing cover covering relief rotation rota first_line second_line \
     third_line 1st_line 2nd_line 3rd_line on_leave support helpdesk service_desk rufbereitschaft hintergrunddienst hintergrund urlaub \
     vertretung springer tagdienst wochenenddienst notdienst telefondienst congé congés renfort permanence réserve \
     télétravail refuerzo retén vacaciones suplencia localizada sobreaviso reforço folga férias plantonista reperibilità ferie \
     riserva sostituzione piket achterwacht wachtdienst verlof invaller bystand aflos rezerwa urlop zastępstwo дежурство дежурные \
     резерв отпуск линия подмена 备班 休假 替班 一线 二线 三线 夜班 主班 副班 值班 早班 中班 晚班";

/// Words that say nothing of their own.
const FILLERS: &str = "of the de del della du des da do la le les et and y und en an in for per no nr number \
     name names code codes id list s nombre nom nome naam";

static ROLES: LazyLock<HashMap<String, HeadingRole>> = LazyLock::new(|| {
    let mut roles = HashMap::new();
    for (role, words) in WORDS {
        for word in words.split_whitespace() {
            roles.entry(name_key(word)).or_insert(role);
        }
    }
    roles
});

static NOUNS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(ROOM_NOUNS));
static DUTY_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(DUTIES));
static FILLING: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(FILLERS));

/// Returns what a heading says of the cells under it; `None` for a name.
pub(super) fn role(heading: &str) -> Option<HeadingRole> {
    const LONGEST: usize = 60;
    if heading.len() > LONGEST {
        return None;
    }
    let whole = ROLES.get(&name_key(heading)).copied();
    whole
        .or_else(|| by_words(heading))
        .or_else(|| by_signs(heading))
        .or_else(|| role(without_unit(heading)?))
}

/// Returns a heading without the unit in brackets behind it: `Duration (h)`.
fn without_unit(heading: &str) -> Option<&str> {
    const LONGEST: usize = 10;
    let (bare, unit) = heading
        .trim_end()
        .strip_suffix([')', ']'])?
        .rsplit_once(['(', '['])?;
    let is_unit = unit.len() <= LONGEST && !unit.is_empty() && unit.chars().all(char::is_alphabetic);
    Some(bare.trim_end()).filter(|bare| is_unit && !bare.is_empty())
}

/// Returns the role of a heading that is one known word, by its key.
pub(super) fn whole_role(key: &str) -> Option<HeadingRole> {
    ROLES.get(key).copied()
}

/// Returns the turn of duty that a text names and nothing else, with or without a number behind it: `Früh 2`, `Night`.
pub(super) fn turn_of_duty(text: &str) -> Option<String> {
    const LONGEST: usize = 24;
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '#'));
    (ROLES.get(&name_key(bare)) == Some(&HeadingRole::Shift)).then(|| bare.to_owned())
}

/// Reads `Course Title`, `Date & Day`, `Exam Venue`, `Raum/Ort`: every word has a role or fills.
fn by_words(heading: &str) -> Option<HeadingRole> {
    let words: Vec<String> = heading
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '°')
        .filter(|word| !word.is_empty())
        .map(name_key)
        .collect();
    if words.len() < 2 || words.iter().any(|word| word.chars().all(char::is_numeric)) {
        return None;
    }
    let fills = |word: &String| FILLING.contains(word);
    let is_of_rooms = |word: &String| fills(word) || ROLES.get(word) == Some(&HeadingRole::Room);
    if words.iter().any(|word| NOUNS.contains(word)) && !words.iter().all(is_of_rooms) {
        return None;
    }
    let mut roles = Vec::new();
    for word in &words {
        match ROLES.get(word) {
            Some(role) => roles.push(*role),
            None if fills(word) => {}
            None => return None,
        }
    }
    let of = |wanted: HeadingRole| roles.contains(&wanted);
    let has = |wanted: HeadingRole| of(wanted).then_some(wanted);
    match () {
        () if of(HeadingRole::Date) && (of(HeadingRole::Start) || of(HeadingRole::From)) => {
            Some(HeadingRole::From)
        }
        () if of(HeadingRole::Date) && (of(HeadingRole::End) || of(HeadingRole::Until)) => {
            Some(HeadingRole::Until)
        }
        // The number of a thing, not that of a row.
        () if of(HeadingRole::Asset) && of(HeadingRole::Id) => Some(HeadingRole::Asset),
        () => has(HeadingRole::Date)
            .or_else(|| has(HeadingRole::Start))
            .or_else(|| has(HeadingRole::End))
            .or_else(|| has(HeadingRole::Room))
            .or_else(|| has(HeadingRole::Time))
            .or_else(|| roles.last().copied()),
    }
}

/// Reports whether a heading speaks of turns of duty: `INDIA SHIFT 1`, `On-call (weekend)`, `Nachtdienst Station 3`.
pub(super) fn is_of_duty(heading: &str) -> bool {
    const LONGEST: usize = 60;
    if heading.len() > LONGEST {
        return false;
    }
    let folded = heading
        .to_lowercase()
        .replace("on-call", "oncall")
        .replace("on call", "oncall");
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(name_key)
        .collect();
    let is_shift =
        |word: &String| word.chars().count() > 3 && ROLES.get(word.as_str()) == Some(&HeadingRole::Shift);
    let key = name_key(heading);
    let has_signs = |duty: &String| duty.chars().all(is_sign) && key.contains(duty.as_str());
    words
        .iter()
        .any(|word| is_shift(word) || DUTY_KEYS.contains(word))
        || words.windows(2).any(|pair| DUTY_KEYS.contains(&pair.concat()))
        || DUTY_KEYS.iter().any(has_signs)
}

/// Finds a word of two signs or more in a heading of a language that writes no blanks.
fn by_signs(heading: &str) -> Option<HeadingRole> {
    let key = name_key(heading);
    if !key.chars().any(is_sign) {
        return None;
    }
    let within = ROLES.iter().filter(|(word, _)| {
        word.chars().count() > 1 && word.chars().all(is_sign) && key.contains(word.as_str())
    });
    let role = within
        .max_by_key(|(word, role)| (word.len(), **role))
        .map(|(_, role)| *role);
    // `101教室` is the name of one.
    let has_number = key.chars().any(|c| c.is_ascii_digit());
    role.filter(|role| !(has_number && *role == HeadingRole::Room))
}

pub(super) fn is_sign(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Reports whether a text is a room by its form: a noun of rooms with something beside it, or a code such as `C-301`.
pub(super) fn is_room_form(text: &str) -> bool {
    if text.chars().count() > 40 || role(text).is_some() {
        return false;
    }
    is_room_code(text) || has_room_noun(text)
}

/// Reports whether a text is a letter or three, a number and perhaps a letter: `C101`, `A-302`, `LT 3`, `N102b`.
pub(super) fn is_room_code(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = text.chars().skip(letters).collect();
    // `won 12` is a word and a number, and so is `Won 12`.
    let is_word =
        letters == 3 && rest.starts_with(' ') && text.chars().take(letters).skip(1).all(char::is_lowercase);
    let rest = rest.trim_start_matches([' ', '-', '.', '_', '/']);
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let tail = rest.chars().skip(digits).count();
    (1..=3).contains(&letters)
        && !is_word
        && (1..=4).contains(&digits)
        && (tail == 0 || (tail == 1 && rest.chars().last().is_some_and(char::is_alphabetic)))
}

/// Reports whether a heading is a noun of rooms and nothing else, or ends in one: `Hall`, `Exam hall`, `Lehrsaal`.
pub(super) fn is_room_noun(heading: &str) -> bool {
    let last = heading
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|word| !word.is_empty());
    let key = name_key(last.unwrap_or_default());
    let ends_in = |noun: &&String| noun.chars().count() >= 4 && key.ends_with(noun.as_str());
    NOUNS.contains(&key) || NOUNS.iter().any(|noun| ends_in(&noun))
}

pub(super) fn has_room_noun(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(name_key)
        .collect();
    let is_noun = |word: &String| {
        // `Salle1` has its number written to it.
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        NOUNS.contains(word)
            || (bare.len() < word.len() && NOUNS.contains(bare))
            || (word.chars().any(is_sign)
                && NOUNS
                    .iter()
                    .any(|noun| noun.len() <= 6 && word.ends_with(noun.as_str())))
    };
    words.len() <= 5 && words.iter().any(is_noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_tables_have_roles_in_many_languages() {
        for (heading, expected) in [
            ("Course", HeadingRole::Client),
            ("Course Title", HeadingRole::Client),
            ("Start Date", HeadingRole::From),
            ("Date de début", HeadingRole::From),
            ("Enddatum", HeadingRole::Until),
            ("Day & Date", HeadingRole::Date),
            ("Uhrzeit", HeadingRole::Time),
            ("Salle", HeadingRole::Room),
            ("Exam Venue", HeadingRole::Room),
            ("Room No.", HeadingRole::Room),
            ("Преподаватель", HeadingRole::Person),
            ("аудитория", HeadingRole::Room),
            ("课程名称", HeadingRole::Client),
            ("Imię i nazwisko", HeadingRole::Person),
            ("E-Mail", HeadingRole::Email),
            ("S.No", HeadingRole::Id),
            ("Nachtdienst", HeadingRole::Shift),
            ("Observações", HeadingRole::Note),
            ("Asset Tag", HeadingRole::Asset),
        ] {
            assert_eq!(role(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn posts_are_known_in_many_languages() {
        for post in [
            "Remote support",
            "Escalation",
            "First line",
            "2nd line",
            "Rufbereitschaft",
            "Congés",
            "Renfort",
            "Дежурство",
            "Вторая линия",
            "Reperibilità",
            "周末值班",
            "二线",
        ] {
            assert!(is_of_duty(post), "{post}");
        }
        for other in [
            "Excellence",
            "Saturn",
            "Room 1",
            "Salle A",
            "Línea Azul 2",
            "教室",
        ] {
            assert!(!is_of_duty(other), "{other}");
        }
    }

    #[test]
    fn names_have_none() {
        for name in [
            "Excellence",
            "Success 10",
            "A302",
            "Room 1",
            "Training Room",
            "Ambition+Perseverence",
            "Saturn",
            "Hall 102",
            "Innovation (12)",
            "E-1 (50)",
            "A房",
            "Phone booth",
        ] {
            assert_eq!(role(name), None, "{name}");
        }
        for room in [
            "Room 1",
            "C-301",
            "A302",
            "Lab 107",
            "Salle I304",
            "Training Room",
            "A房",
            "LT 3",
            "Salle1",
            "Room12",
            "Raum2",
        ] {
            assert!(is_room_form(room), "{room}");
        }
        for other in [
            "Umoya 20+1",
            "Kopano",
            "Room",
            "Salle",
            "Dr M. Pop",
            "Calculus (MT1003)",
            "Confirmed",
        ] {
            assert!(!is_room_form(other), "{other}");
        }
    }
}
