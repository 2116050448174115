//! What headings of other languages, and of other programs, call the fields of a table.
//!
//! They count for less than the names and synonyms that a field declares itself: a word here means its field only where
//! no other column has it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;

/// Fields of each kind with their words: English beyond the field's own synonyms, German, French, Spanish, Portuguese,
/// Italian, Dutch, Afrikaans, Polish, Russian, Chinese.
const WORDS: &[(ImportKind, &[(&str, &str)])] = &[
    (
        ImportKind::Rooms,
        &[
            (
                "name",
                "room no|room number|room nr|venue name|classroom|hall|space|raum|raumname|raumnummer|raumbezeichnung|zimmer|saal|bezeichnung|\
                 salle|nom|nom de la salle|sala|nombre|nombre de la sala|aula|nome|nome da sala|nome della sala|stanza|\
                 ruimte|ruimtenaam|lokaal|zaal|naam|lokaal naam|kamer|lokaalnaam|kamernaam|\
                 nazwa|nazwa sali|pokój|комната|название|аудитория|помещение|кабинет|зал|\
                 房间|房间名称|名称|教室|会议室|房間",
            ),
            (
                "capacity",
                "size|places|persons|people|number of seats|room capacity|max pax|max people|maximum capacity|kapazität|plätze|sitzplätze|sitze|\
                 personen|max personen|anzahl plätze|capacité|places assises|nombre de places|sièges|capacidad|plazas|aforo|asientos|\
                 capacidade|lugares|assentos|capienza|posti|posti a sedere|capaciteit|zitplaatsen|aantal plaatsen|stoelen|plaatsen|\
                 kapasiteit|sitplekke|plekke|pojemność|miejsca|liczba miejsc|вместимость|мест|количество мест|места|\
                 容量|座位|座位数|人数|可容纳人数",
            ),
            (
                "room_type",
                "room type|kind|category|typ|raumtyp|art|raumart|kategorie|type de salle|catégorie|genre|tipo|tipo de sala|categoría|categoria|\
                 tipo di sala|soort|type lokaal|type ruimte|soort ruimte|tipe|soort kamer|rodzaj|typ sali|тип|тип помещения|вид|类型|房间类型",
            ),
            (
                "location",
                "building|site|campus|level|ort|standort|gebäude|etage|stockwerk|stock|lage|lieu|emplacement|bâtiment|étage|ubicación|lugar|\
                 edificio|piso|planta|localização|local|edifício|andar|posizione|luogo|piano|ubicazione|locatie|plaats|gebouw|verdieping|etage|\
                 ligging|plek|gebou|vloer|verdieping|lokalizacja|miejsce|budynek|piętro|место|расположение|здание|корпус|этаж|\
                 位置|地点|楼层|楼|大楼",
            ),
            (
                "is_active",
                "available|aktiv|in betrieb|actif|active|activo|activa|ativo|ativa|attivo|attiva|actief|in gebruik|aktief|in gebruik|aktywny|\
                 aktywna|активен|активна|действует|启用|有效",
            ),
            (
                "aliases",
                "aka|other names|other name|alternative name|short name|alternativname|andere namen|kürzel|kurzname|autres noms|otros nombres|outros nomes|altri nomi|\
                 andere namen|ander name|inne nazwy|другие названия|别名",
            ),
            (
                "amenities",
                "facilities|features|resources|ausstattung|geräte|équipement|équipements|équipements disponibles|matériel|equipamiento|equipo|servicios|\
                 equipamentos|equipamento|recursos|attrezzature|dotazione|attrezzatura|voorzieningen|uitrusting|faciliteiten|geriewe|toerusting|fasiliteite|\
                 wyposażenie|udogodnienia|оборудование|оснащение|удобства|设备|设施",
            ),
        ],
    ),
    (
        ImportKind::Devices,
        &[
            (
                "serial_number",
                "serial nr|serial num|serial id|serialnumber|asset no|asset number|asset id|asset code|device id|tag|imei|inventory number|inventory no|\
                 seriennummer|seriennr|inventarnummer|inventarnr|gerätenummer|numéro de série|n° de série|no de série|numéro d'inventaire|\
                 número de serie|nº de serie|n.º de serie|número de inventario|número de série|nº de série|patrimônio|número de patrimônio|\
                 numero di serie|numero seriale|matricola|seriale|numero di inventario|serienummer|inventarisnummer|reeksnommer|serienommer|batenommer|\
                 numer seryjny|nr seryjny|numer inwentarzowy|серийный номер|заводской номер|инвентарный номер|序列号|编号|资产编号|设备编号",
            ),
            (
                "category",
                "device category|asset type|asset category|equipment type|class|art|typ|gerätetyp|geräteart|kategorie|type|type d'appareil|catégorie|genre|\
                 tipo|tipo de dispositivo|categoría|tipo de equipo|categoria|tipo de equipamento|tipo di dispositivo|soort|type apparaat|categorie|\
                 tipe|soort toestel|kategorie|rodzaj|kategoria|typ urządzenia|тип|категория|вид|тип устройства|类型|类别|设备类型",
            ),
            (
                "name",
                "device name|make and model|product|product name|asset name|item|bezeichnung|modell|gerät|beschreibung|gerätename|modèle|désignation|appareil|nom|\
                 modelo|nombre|equipo|descripción|nome|equipamento|descrição|modello|dispositivo|descrizione|naam|toestel|apparaat|omschrijving|\
                 model en naam|beskrywing|toestelnaam|nazwa|urządzenie|opis|название|модель|устройство|наименование|名称|型号|设备|设备名称",
            ),
            (
                "status",
                "condition|zustand|stand|état|statut|estado|situação|stato|staat|toestand|stan|статус|состояние|状态",
            ),
            (
                "place",
                "room|storage|site|kept at|where kept|standort|ort|raum|lagerort|lieu|emplacement|salle|ubicación|lugar|localização|local|sala|posizione|luogo|ubicazione|\
                 locatie|plaats|lokaal|plek|ligging|lokaal|lokalizacja|miejsce|место|местоположение|расположение|位置|地点|存放地点",
            ),
            (
                "notes",
                "comments|remark|memo|bemerkung|bemerkungen|notiz|notizen|anmerkung|anmerkungen|kommentar|remarque|remarques|commentaire|commentaires|observations|\
                 notas|nota|observaciones|comentarios|comentario|observações|observação|comentários|note|osservazioni|commenti|commento|\
                 opmerking|opmerkingen|notities|opmerkings|nota's|notas|uwagi|notatki|komentarz|примечание|примечания|комментарий|заметки|\
                 备注|说明|注释",
            ),
        ],
    ),
    (
        ImportKind::Bookings,
        &[
            (
                "external_id",
                "id|booking no|booking number|booking code|reservation no|reservation number|order no|crm id|buchungsnummer|buchungsnr|referenz|reservierungsnummer|\
                 référence|numéro de réservation|n° de réservation|referencia|número de reserva|nº de reserva|referência|número da reserva|\
                 riferimento|numero prenotazione|referentie|boekingsnummer|reserveringsnummer|verwysing|besprekingsnommer|numer rezerwacji|nr rezerwacji|\
                 номер брони|номер бронирования|номер заявки|预订号|预订编号|编号|订单号",
            ),
            (
                "client_name",
                "course|course name|course title|class|event|event name|title|subject|group|organisation|organization|account|account name|booked by|booked for|\
                 booker|activity|meeting|training|kunde|kundenname|firma|kurs|kursname|veranstaltung|titel|thema|gruppe|\
                 client|nom du client|entreprise|société|cours|formation|événement|évènement|organisme|groupe|\
                 cliente|nombre del cliente|empresa|curso|evento|título|grupo|nome do cliente|turma|nome del cliente|azienda|corso|titolo|\
                 klant|klantnaam|bedrijf|cursus|evenement|groep|kliënt|kliëntnaam|maatskappy|kursus|geleentheid|\
                 klient|nazwa klienta|szkolenie|wydarzenie|grupa|клиент|заказчик|компания|курс|мероприятие|название|группа|\
                 客户|客户名称|公司|课程|课程名称|活动|主题",
            ),
            (
                "room",
                "rooms|room no|room number|classroom|hall|location|place|raum|raumname|zimmer|saal|ort|salle|lieu|sala|aula|lugar|local|stanza|luogo|\
                 ruimte|lokaal|zaal|locatie|kamer|plek|sala nazwa|pokój|miejsce|комната|аудитория|зал|помещение|кабинет|место|\
                 房间|教室|会议室|地点|場地",
            ),
            (
                "date",
                "booking date|event date|datum|date de réservation|jour et date|fecha|fecha de reserva|data|data da reserva|data prenotazione|datum van bespreking|\
                 data rezerwacji|дата|дата бронирования|日期|预订日期",
            ),
            (
                "starts_at",
                "begin|begins|beginning|time from|from time|start date and time|starting time|time in|beginn|startzeit|anfang|von|début|heure de début|heure début|\
                 inicio|hora de inicio|hora inicio|desde|comienzo|início|hora de início|hora início|inizio|ora inizio|ora di inizio|dalle|\
                 begintijd|starttijd|aanvang|van|begintyd|aanvangstyd|begin|początek|godzina rozpoczęcia|od|rozpoczęcie|\
                 начало|время начала|开始|开始时间|起始时间",
            ),
            (
                "ends_at",
                "finish|finishes|time to|to time|till|end date and time|ending time|time out|ende|endzeit|bis|schluss|fin|heure de fin|heure fin|\
                 hora de fin|hora fin|hasta|final|término|fim|hora de término|hora fim|hora de fim|até|fine|ora fine|ora di fine|alle|\
                 eind|einde|eindtijd|tot|eindtyd|tot tyd|koniec|godzina zakończenia|do|zakończenie|\
                 конец|окончание|время окончания|по|до|结束|结束时间",
            ),
            (
                "time",
                "times|hours|time slot|slot|uhrzeit|zeit|heure|heures|horaire|hora|horario|horário|ora|orario|tijd|tijdstip|tyd|godzina|czas|время|时间",
            ),
            (
                "duration",
                "length|dauer|durée|duración|duração|durata|duur|tydsduur|czas trwania|продолжительность|длительность|时长",
            ),
            (
                "from_date",
                "start date|first day|date from|startdatum|von datum|date de début|fecha de inicio|fecha inicio|data de início|data inizio|begindatum|data rozpoczęcia|дата начала|开始日期",
            ),
            (
                "to_date",
                "end date|last day|date to|enddatum|bis datum|date de fin|fecha de fin|fecha fin|data de término|data de fim|data fine|einddatum|data zakończenia|дата окончания|结束日期",
            ),
            (
                "num_learners",
                "number of learners|no of learners|students|participants|trainees|attendees|number of participants|teilnehmer|teilnehmerzahl|anzahl teilnehmer|lernende|\
                 participants|nombre de participants|apprenants|stagiaires|participantes|alumnos|número de participantes|alunos|participantes|\
                 partecipanti|numero partecipanti|studenti|deelnemers|aantal deelnemers|cursisten|leerders|aantal leerders|deelnemers|\
                 uczestnicy|liczba uczestników|участники|количество участников|число участников|слушатели|人数|学员人数|参加人数|学员",
            ),
            (
                "num_facilitators",
                "trainers|instructors|teachers|number of facilitators|dozenten|trainer|formateurs|animateurs|facilitadores|instructores|instrutores|formadores|docenti|formatori|\
                 docenten|begeleiders|trainers|fasiliteerders|prowadzący|trenerzy|ведущие|преподаватели|讲师|讲师人数",
            ),
            (
                "headcount",
                "headcount|total people|total|number of people|persons|personen|anzahl personen|personnes|nombre de personnes|personas|pessoas|persone|aantal personen|mense|osoby|liczba osób|человек|количество человек|总人数",
            ),
            (
                "status",
                "booking status|zustand|statut|état|estado|situação|stato|toestand|stan|статус|состояние|状态|预订状态",
            ),
            (
                "requester_notes",
                "comments|remark|note|description|details|bemerkung|bemerkungen|notiz|notizen|anmerkungen|kommentar|remarque|remarques|commentaire|commentaires|\
                 notas|observaciones|comentarios|observações|comentários|osservazioni|commenti|opmerking|opmerkingen|opmerkings|notities|\
                 uwagi|notatki|komentarz|примечание|примечания|комментарий|备注|说明",
            ),
            (
                "client_contact_person",
                "contact name|requested by|ansprechpartner|kontakt|kontaktperson|contact|personne de contact|interlocuteur|contacto|persona de contacto|contato|pessoa de contato|contatto|referente|contactpersoon|kontakpersoon|osoba kontaktowa|kontakt|контактное лицо|контакт|联系人",
            ),
            (
                "client_email",
                "mail|email address|e-mail address|courriel|adresse e-mail|correo|correo electrónico|poczta|adres e-mail|почта|эл. почта|邮箱|电子邮件",
            ),
            (
                "client_phone",
                "telephone|tel|mobile|cell|phone number|telefon|telefonnummer|handy|téléphone|teléfono|móvil|telefone|celular|telefono|cellulare|telefoon|telefoonnummer|telefoonnommer|numer telefonu|телефон|电话|手机",
            ),
            (
                "devices_needed",
                "laptops|computers|number of devices|geräte|anzahl geräte|appareils|ordinateurs|equipos|dispositivos|equipamentos|dispositivi|apparaten|toestelle|urządzenia|устройства|设备数",
            ),
        ],
    ),
    (
        ImportKind::Pricing,
        &[
            (
                "item_type",
                "kind|category|art|typ|artikelart|type|type d'article|tipo|tipo de artículo|tipo de item|tipo di articolo|soort|tipe|rodzaj|typ pozycji|тип|вид|类型",
            ),
            (
                "item",
                "product|article|description|room|artikel|bezeichnung|raum|leistung|article|désignation|salle|artículo|nombre|sala|producto|item|produto|nome|articolo|prodotto|\
                 artikel|omschrijving|lokaal|item naam|pozycja|nazwa|наименование|позиция|название|项目|名称",
            ),
            (
                "tier",
                "price tier|price level|level|customer group|stufe|preisstufe|preisgruppe|niveau|niveau de prix|nivel|nível|livello|fascia|prijsniveau|vlak|prysvlak|poziom|poziom cen|уровень|тариф|级别",
            ),
            (
                "hourly_rate",
                "hourly price|price per hour|rate per hour|hour price|stundenpreis|stundensatz|preis pro stunde|tarif horaire|prix par heure|precio por hora|\
                 tarifa por hora|preço por hora|prezzo all'ora|tariffa oraria|uurprijs|uurtarief|prijs per uur|uurprys|prys per uur|\
                 cena za godzinę|stawka godzinowa|цена за час|小时价|每小时价格|时租",
            ),
            (
                "minimum_hours",
                "least hours|minimum of hours|min hours|mindeststunden|heures minimum|horas mínimas|ore minime|minimum uren|minimum ure|minimum godzin|минимум часов|最少小时",
            ),
            (
                "daily_rate",
                "daily price|price per day|rate per day|day price|tagespreis|tagessatz|preis pro tag|tarif journalier|prix par jour|prix journalier|precio por día|\
                 tarifa diaria|preço por dia|diária|tarifa diária|prezzo al giorno|tariffa giornaliera|dagprijs|dagtarief|prijs per dag|dagprys|prys per dag|\
                 cena za dzień|stawka dzienna|цена за день|цена в день|тариф за день|日价|每日价格|日租",
            ),
            (
                "weekly_rate",
                "weekly price|price per week|rate per week|wochenpreis|wochensatz|preis pro woche|tarif hebdomadaire|prix par semaine|precio por semana|tarifa semanal|\
                 preço por semana|prezzo a settimana|tariffa settimanale|weekprijs|weektarief|prijs per week|weekprys|prys per week|\
                 cena za tydzień|stawka tygodniowa|цена за неделю|周价|每周价格|周租",
            ),
            (
                "monthly_rate",
                "monthly price|price per month|rate per month|monatspreis|monatssatz|preis pro monat|tarif mensuel|prix par mois|precio por mes|tarifa mensual|\
                 preço por mês|tarifa mensal|prezzo al mese|tariffa mensile|maandprijs|maandtarief|prijs per maand|maandprys|prys per maand|\
                 cena za miesiąc|stawka miesięczna|цена за месяц|月价|每月价格|月租",
            ),
            (
                "unit_price",
                "rate|price per unit|cost|amount|preis|stückpreis|einzelpreis|prix|prix unitaire|tarif|precio|precio unitario|preço|preço unitário|prezzo|prezzo unitario|prijs|stukprijs|prys|eenheidsprys|cena|cena jednostkowa|цена|цена за единицу|价格|单价",
            ),
            (
                "unit",
                "einheit|unité|unidad|unidade|unità|eenheid|jednostka|единица|ед|单位",
            ),
            (
                "effective_date",
                "date|start date|date from|gültig ab|ab|datum|valable à partir du|à partir du|date d'effet|válido desde|desde|fecha|válido a partir de|data|valido dal|dal|geldig vanaf|vanaf|geldig van|ważne od|od|data od|действует с|дата|生效日期",
            ),
            (
                "expiry_date",
                "end date|date to|expires|gültig bis|bis|valable jusqu'au|jusqu'au|válido hasta|hasta|válido até|até|valido fino al|al|geldig tot|tot|ważne do|do|действует до|до|по|失效日期",
            ),
            (
                "notes",
                "comments|remark|remarks|bemerkung|bemerkungen|notiz|anmerkungen|remarque|remarques|notas|observaciones|observações|osservazioni|opmerking|opmerkingen|opmerkings|uwagi|примечание|примечания|备注",
            ),
        ],
    ),
    (
        ImportKind::Users,
        &[
            (
                "username",
                "user id|login name|account|account name|benutzer|benutzername|anmeldename|utilisateur|nom d'utilisateur|identifiant|usuario|nombre de usuario|usuário|\
                 nome de usuário|utilizador|utente|nome utente|gebruiker|gebruikersnaam|gebruikernaam|użytkownik|nazwa użytkownika|\
                 пользователь|имя пользователя|логин|用户|用户名",
            ),
            (
                "role",
                "roles|permission|permissions|rolle|rôle|rol|função|papel|perfil|ruolo|rola|роль|права|角色",
            ),
            (
                "email",
                "mail address|courriel|adresse e-mail|correo|correo electrónico|posta elettronica|e-mailadres|e-posadres|e-pos|adres e-mail|почта|эл. почта|邮箱|电子邮件",
            ),
            (
                "is_active",
                "in use|aktiv|actif|activo|ativo|attivo|actief|aktief|aktywny|активен|启用",
            ),
        ],
    ),
];

type HeadingFields = HashMap<(ImportKind, String), &'static str>;

static FIELDS: LazyLock<HeadingFields> = LazyLock::new(|| {
    let mut fields = HashMap::new();
    for (kind, words) in WORDS {
        for (field, words) in *words {
            for word in words.split('|') {
                fields.entry((*kind, name_key(word))).or_insert(*field);
            }
        }
    }
    fields
});

/// Returns the field that a heading means in one of the languages.
pub fn field_of(kind: ImportKind, heading: &str) -> Option<&'static str> {
    FIELDS.get(&(kind, name_key(heading))).copied()
}

/// Returns whether a heading is that of passwords, which no table may hold.
pub fn is_of_passwords(heading: &str) -> bool {
    const WORDS: [&str; 12] = [
        "password",
        "passwort",
        "kennwort",
        "motdepasse",
        "contrasena",
        "senha",
        "palavrapasse",
        "wachtwoord",
        "wagwoord",
        "haslo",
        "пароль",
        "密码",
    ];
    let key = name_key(heading);
    !key.contains("hash") && WORDS.iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::kinds::spec_of;

    #[test]
    fn headings_of_every_language_mean_their_field() {
        use ImportKind::{Bookings, Devices, Pricing, Rooms, Users};
        for (kind, heading, field) in [
            (Rooms, "Raum", "name"),
            (Rooms, "Sitzplätze", "capacity"),
            (Rooms, "Capacité", "capacity"),
            (Rooms, "Ubicación", "location"),
            (Rooms, "Вместимость", "capacity"),
            (Rooms, "房间名称", "name"),
            (Devices, "Seriennummer", "serial_number"),
            (Devices, "Número de série", "serial_number"),
            (Devices, "Reeksnommer", "serial_number"),
            (Devices, "Rodzaj", "category"),
            (Bookings, "Klant", "client_name"),
            (Bookings, "Kliënt", "client_name"),
            (Bookings, "Ora inizio", "starts_at"),
            (Bookings, "Teilnehmer", "num_learners"),
            (Bookings, "日期", "date"),
            (Bookings, "Course", "client_name"),
            (Pricing, "Tagespreis", "daily_rate"),
            (Pricing, "Gültig ab", "effective_date"),
            (Users, "Benutzername", "username"),
            (Users, "Имя пользователя", "username"),
        ] {
            assert_eq!(field_of(kind, heading), Some(field), "{heading}");
        }
        assert_eq!(field_of(Rooms, "Colour"), None);
        assert!(
            is_of_passwords("Password")
                && is_of_passwords("Mot de passe")
                && !is_of_passwords("password_hash")
        );
    }

    #[test]
    fn every_field_of_the_words_is_one_or_a_coming_one() {
        const COMING: [&str; 4] = ["time", "duration", "from_date", "to_date"];
        for (kind, words) in WORDS {
            let spec = spec_of(*kind).unwrap();
            for (field, _) in *words {
                assert!(
                    spec.column(field).is_some() || COMING.contains(field),
                    "{kind}: {field}"
                );
            }
        }
    }
}
