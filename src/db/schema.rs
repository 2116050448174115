//! The tables, written by hand, one for both engines; `tests/suite/house.rs` holds it against both databases.

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    database_info (id) {
        id -> Integer,
        database_id -> Text,
        created_at -> UtcMicros,
        is_test -> Bool,
        machine -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    settings (key) {
        key -> Text,
        value -> Text,
        updated_at -> UtcMicros,
        updated_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    tax_rates (holds_from) {
        holds_from -> Text,
        rate -> BigInt,
        updated_at -> UtcMicros,
        updated_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    users (user_id) {
        user_id -> Text,
        username -> Text,
        username_key -> Text,
        password_hash -> Nullable<Text>,
        role -> Text,
        email -> Nullable<Text>,
        os_uid -> Nullable<BigInt>,
        is_active -> Bool,
        failed_logins -> Integer,
        locked_until -> Nullable<UtcMicros>,
        last_login_at -> Nullable<UtcMicros>,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        full_name -> Nullable<Text>,
        phone -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    user_tokens (id) {
        id -> BigInt,
        user_id -> Text,
        kind -> Text,
        name -> Nullable<Text>,
        token_hash -> Text,
        scope -> JsonDoc,
        expires_at -> Nullable<UtcMicros>,
        last_used_at -> Nullable<UtcMicros>,
        revoked_at -> Nullable<UtcMicros>,
        created_at -> UtcMicros,
        created_by -> Text,
        made_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    role_grants (id) {
        id -> BigInt,
        user_id -> Text,
        role -> Text,
        scope_kind -> Text,
        room_id -> Nullable<BigInt>,
        location_id -> Nullable<BigInt>,
        tenant_id -> Nullable<Text>,
        granted_by -> Text,
        granted_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    locations (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        address -> Nullable<Text>,
        city -> Nullable<Text>,
        zone -> Nullable<Text>,
        notes -> Nullable<Text>,
        is_active -> Bool,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    rooms (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        max_capacity -> Integer,
        room_type -> Text,
        has_devices -> Bool,
        is_active -> Bool,
        setup_minutes -> Integer,
        teardown_minutes -> Integer,
        buffers_from -> UtcMicros,
        opens_at -> Nullable<Text>,
        closes_at -> Nullable<Text>,
        min_minutes -> Nullable<Integer>,
        max_minutes -> Nullable<Integer>,
        notice_hours -> Nullable<Integer>,
        horizon_days -> Nullable<Integer>,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        location_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    room_aliases (alias_key) {
        alias_key -> Text,
        alias -> Text,
        room_id -> BigInt,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    room_amenities (room_id, amenity) {
        room_id -> BigInt,
        amenity -> Text,
    }
}

diesel::table! {
    room_components (room_id, component_id) {
        room_id -> BigInt,
        component_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    clients (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        legal_name -> Nullable<Text>,
        tax_number -> Nullable<Text>,
        billing_email -> Nullable<Text>,
        address -> Nullable<Text>,
        terms_days -> Nullable<Integer>,
        pricing_tier -> Nullable<Text>,
        tenant_id -> Nullable<Text>,
        language -> Nullable<Text>,
        notes -> Nullable<Text>,
        is_active -> Bool,
        on_hold_reason -> Nullable<Text>,
        merged_into -> Nullable<BigInt>,
        forgotten_at -> Nullable<UtcMicros>,
        created_by -> Nullable<Text>,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        country -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    client_aliases (name_key) {
        name_key -> Text,
        alias -> Text,
        client_id -> BigInt,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    client_contacts (id) {
        id -> BigInt,
        client_id -> BigInt,
        name -> Text,
        name_key -> Text,
        role -> Nullable<Text>,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    imports (id) {
        id -> BigInt,
        source -> Text,
        file -> Text,
        sha256 -> Text,
        options -> JsonDoc,
        report -> JsonDoc,
        applied_at -> UtcMicros,
        applied_by -> Text,
        undone_at -> Nullable<UtcMicros>,
        undone_by -> Nullable<Text>,
        kind -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    booking_series (id) {
        id -> BigInt,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    bookings (id) {
        id -> BigInt,
        series_id -> Nullable<BigInt>,
        room_id -> Nullable<BigInt>,
        wished_room_id -> Nullable<BigInt>,
        starts_at -> UtcMicros,
        ends_at -> UtcMicros,
        client_name -> Text,
        status -> Text,
        tenant_id -> Text,
        num_learners -> Integer,
        num_facilitators -> Integer,
        headcount -> Integer,
        client_contact_person -> Nullable<Text>,
        client_email -> Nullable<Text>,
        client_phone -> Nullable<Text>,
        devices_needed -> Integer,
        device_type_preference -> Nullable<Text>,
        requester_notes -> Nullable<Text>,
        room_boss_notes -> Nullable<Text>,
        long_term -> Bool,
        status_reason -> Nullable<Text>,
        over_capacity_reason -> Nullable<Text>,
        revision -> Integer,
        created_by -> Text,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        device_only -> Bool,
        agreed_ends_at -> Nullable<UtcMicros>,
        client_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    booking_places (booking_id, room_id, starts_at, ends_at) {
        booking_id -> BigInt,
        room_id -> BigInt,
        starts_at -> UtcMicros,
        ends_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    outbox (id) {
        id -> BigInt,
        topic -> Text,
        audience -> JsonDoc,
        entity -> Text,
        entity_id -> Text,
        message -> Text,
        created_at -> UtcMicros,
        drained_at -> Nullable<UtcMicros>,
    }
}

diesel::table! {
    booking_imports (booking_id) {
        booking_id -> BigInt,
        import_id -> BigInt,
        sheet -> Nullable<Text>,
        cell -> Nullable<Text>,
    }
}

diesel::table! {
    booking_catering (booking_id) {
        booking_id -> BigInt,
        coffee_tea_station -> Bool,
        morning_catering -> Nullable<Text>,
        lunch_catering -> Nullable<Text>,
        catering_notes -> Nullable<Text>,
        stationery_needed -> Bool,
        water_bottles -> Integer,
        amenities -> Nullable<Text>,
        printed_pages -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    room_holds (room_id, starts_at) {
        room_id -> BigInt,
        starts_at -> UtcMicros,
        ends_at -> UtcMicros,
        booking_id -> Nullable<BigInt>,
        block_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    room_blocks (id) {
        id -> BigInt,
        room_id -> Nullable<BigInt>,
        kind -> Text,
        starts_at -> UtcMicros,
        ends_at -> UtcMicros,
        reason -> Text,
        created_by -> Text,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        lifted_at -> Nullable<UtcMicros>,
        lifted_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    room_block_exceptions (booking_id, block_id) {
        booking_id -> BigInt,
        block_id -> BigInt,
        reason -> Text,
        created_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    device_categories (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    devices (id) {
        id -> BigInt,
        serial_number -> Text,
        serial_key -> Text,
        name -> Nullable<Text>,
        category_id -> BigInt,
        status -> Text,
        status_since -> UtcMicros,
        place -> Nullable<Text>,
        office_account -> Nullable<Text>,
        anydesk_id -> Nullable<Text>,
        notes -> Nullable<Text>,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        brand -> Nullable<Text>,
        model -> Nullable<Text>,
        purchased_on -> Nullable<Date>,
        price_cents -> Nullable<BigInt>,
        warranty_until -> Nullable<Date>,
        repair_key -> Nullable<BigInt>,
        location_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    rental_numbers (year) {
        year -> Integer,
        last_number -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    offsite_rentals (id) {
        id -> BigInt,
        rental_no -> Text,
        booking_id -> Nullable<BigInt>,
        client_name -> Text,
        contact_person -> Text,
        contact_number -> Text,
        contact_email -> Nullable<Text>,
        company -> Text,
        address -> Text,
        notes -> Nullable<Text>,
        rental_date -> Date,
        return_expected_date -> Date,
        starts_at -> UtcMicros,
        due_at -> UtcMicros,
        returned_at -> Nullable<UtcMicros>,
        rental_form_generated -> Bool,
        created_by -> Text,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
        client_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    booking_device_assignments (id) {
        id -> BigInt,
        booking_id -> Nullable<BigInt>,
        device_category_id -> Nullable<BigInt>,
        quantity -> Integer,
        created_at -> UtcMicros,
        rental_id -> Nullable<BigInt>,
        device_id -> Nullable<BigInt>,
        assignment_type -> Nullable<Text>,
        assigned_by -> Nullable<Text>,
        assigned_at -> Nullable<UtcMicros>,
        returned_at -> Nullable<UtcMicros>,
        return_condition -> Nullable<Text>,
        notes -> Nullable<Text>,
        due_on -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    device_holds (device_id, starts_at) {
        device_id -> BigInt,
        starts_at -> UtcMicros,
        ends_at -> UtcMicros,
        assignment_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    device_movement_log (id) {
        id -> BigInt,
        device_id -> BigInt,
        action -> Text,
        from_status -> Nullable<Text>,
        to_status -> Nullable<Text>,
        from_place -> Nullable<Text>,
        to_place -> Nullable<Text>,
        from_booking_id -> Nullable<BigInt>,
        to_booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        performed_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    notifications (id) {
        id -> BigInt,
        notification_type -> Text,
        severity -> Text,
        entity -> Text,
        entity_id -> Text,
        condition_key -> Text,
        title -> Text,
        message -> Text,
        details -> JsonDoc,
        opened_at -> UtcMicros,
        updated_at -> UtcMicros,
        resolved_at -> Nullable<UtcMicros>,
        escalations -> Integer,
    }
}

diesel::table! {
    notification_recipients (recipient, notification_id) {
        recipient -> Text,
        notification_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    notification_reads (notification_id, user_id) {
        notification_id -> BigInt,
        user_id -> Text,
        read_at -> Nullable<UtcMicros>,
        acked_at -> Nullable<UtcMicros>,
        snoozed_until -> Nullable<UtcMicros>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    notification_digests (id) {
        id -> BigInt,
        user_id -> Text,
        channel -> Text,
        message_id -> Text,
        state -> Text,
        attempts -> Integer,
        next_attempt_at -> Nullable<UtcMicros>,
        claimed_at -> Nullable<UtcMicros>,
        last_error -> Nullable<Text>,
        created_at -> UtcMicros,
        sent_at -> Nullable<UtcMicros>,
        claimed_until -> Nullable<UtcMicros>,
    }
}

diesel::table! {
    notification_digest_items (notification_id, user_id, channel, escalations) {
        digest_id -> BigInt,
        notification_id -> BigInt,
        user_id -> Text,
        channel -> Text,
        escalations -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    client_messages (id) {
        id -> BigInt,
        client_id -> BigInt,
        booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        kind -> Text,
        return_on -> Nullable<Date>,
        state -> Text,
        revision -> BigInt,
        tells_past -> Bool,
        known -> Nullable<JsonDoc>,
        told -> Nullable<JsonDoc>,
        email -> Nullable<Text>,
        message_id -> Text,
        attempts -> Integer,
        next_attempt_at -> Nullable<UtcMicros>,
        claimed_until -> Nullable<UtcMicros>,
        reason -> Nullable<Text>,
        created_at -> UtcMicros,
        sent_at -> Nullable<UtcMicros>,
        withdraws -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    client_message_optouts (client_id, kind) {
        client_id -> BigInt,
        kind -> Text,
        created_at -> UtcMicros,
        created_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    stock_thresholds (category_id) {
        category_id -> BigInt,
        warn_percent -> Nullable<Integer>,
        alert_percent -> Nullable<Integer>,
        warn_count -> Nullable<Integer>,
        updated_at -> UtcMicros,
        updated_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    pricing_catalog (id) {
        id -> BigInt,
        item_type -> Text,
        item_id -> Nullable<BigInt>,
        item_name -> Nullable<Text>,
        item_key -> Text,
        pricing_tier -> Text,
        daily_rate_cents -> Nullable<BigInt>,
        weekly_rate_cents -> Nullable<BigInt>,
        monthly_rate_cents -> Nullable<BigInt>,
        unit_price_cents -> Nullable<BigInt>,
        unit -> Nullable<Text>,
        currency -> Text,
        notes -> Nullable<Text>,
        effective_date -> Date,
        expiry_date -> Nullable<Date>,
        is_active -> Bool,
        created_at -> UtcMicros,
        created_by -> Text,
        updated_at -> UtcMicros,
        updated_by -> Text,
        hourly_rate_cents -> Nullable<BigInt>,
        minimum_hours -> Nullable<Integer>,
        client_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    booking_costing (id) {
        id -> BigInt,
        entry -> Text,
        proposal_id -> Nullable<BigInt>,
        corrects_id -> Nullable<BigInt>,
        follows_id -> Nullable<BigInt>,
        batch_id -> BigInt,
        booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        client_name -> Text,
        client_key -> Text,
        room_id -> Nullable<BigInt>,
        tenant_id -> Nullable<Text>,
        service_on -> Date,
        service_month -> Text,
        pricing_tier -> Text,
        discount -> Integer,
        currency -> Text,
        subtotal_cents -> BigInt,
        tax_cents -> BigInt,
        total_cents -> BigInt,
        lines -> Nullable<JsonDoc>,
        basis -> Nullable<JsonDoc>,
        reason -> Nullable<Text>,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
        login -> Nullable<Text>,
        discount_rest -> Integer,
        adjustment -> Nullable<Text>,
        one_person -> Bool,
        booked_month -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    costing_lines (costing_id, place) {
        costing_id -> BigInt,
        place -> Integer,
        kind -> Text,
        item -> Text,
        service_month -> Text,
        quantity -> BigInt,
        unit -> Text,
        rate_cents -> BigInt,
        amount_cents -> BigInt,
        tax_rate -> BigInt,
        tax_cents -> BigInt,
        why -> Text,
        booked_month -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    period_events (id) {
        id -> BigInt,
        month -> Text,
        tenant_id -> Nullable<Text>,
        event -> Text,
        request_id -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        snapshot -> Nullable<Text>,
        snapshot_hash -> Nullable<Text>,
        totals -> Nullable<JsonDoc>,
        one_person -> Bool,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
        login -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    quotes (id) {
        id -> BigInt,
        number -> Text,
        year -> Integer,
        ordinal -> Integer,
        client_name -> Text,
        client_key -> Text,
        booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        quoted_on -> Date,
        valid_until -> Date,
        pricing_tier -> Text,
        discount -> BigInt,
        currency -> Text,
        subtotal_cents -> BigInt,
        tax_cents -> BigInt,
        total_cents -> BigInt,
        content -> JsonDoc,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    quote_acceptances (id) {
        id -> BigInt,
        quote_id -> BigInt,
        booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        accepted_on -> Date,
        costings_before -> BigInt,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    invoices (id) {
        id -> BigInt,
        number -> Text,
        series -> Text,
        year -> Integer,
        ordinal -> Integer,
        credits_id -> Nullable<BigInt>,
        client_name -> Text,
        client_key -> Text,
        bill_to -> JsonDoc,
        issued_on -> Date,
        due_on -> Date,
        month -> Text,
        currency -> Text,
        subtotal_cents -> BigInt,
        tax_cents -> BigInt,
        total_cents -> BigInt,
        reason -> Nullable<Text>,
        document_hash -> Text,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
        client_id -> BigInt,
        addressee_salt -> Nullable<Text>,
        addressee_hash -> Nullable<Text>,
    }
}

diesel::table! {
    invoice_lines (invoice_id, place) {
        invoice_id -> BigInt,
        place -> Integer,
        costing_id -> BigInt,
        costing_place -> Integer,
        credits_invoice_id -> Nullable<BigInt>,
        credits_place -> Nullable<Integer>,
        subject -> Text,
        kind -> Text,
        item -> Text,
        service_month -> Text,
        quantity -> BigInt,
        unit -> Text,
        rate_cents -> BigInt,
        amount_cents -> BigInt,
        tax_rate -> BigInt,
        tax_cents -> BigInt,
        why -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    payments (id) {
        id -> BigInt,
        number -> Text,
        year -> Integer,
        ordinal -> Integer,
        kind -> Text,
        reverses_id -> Nullable<BigInt>,
        client_name -> Text,
        client_key -> Text,
        amount_cents -> BigInt,
        currency -> Text,
        received_on -> Date,
        method -> Text,
        reference -> Nullable<Text>,
        reason -> Nullable<Text>,
        source_id -> Nullable<Text>,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
        client_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    payment_allocations (id) {
        id -> BigInt,
        payment_id -> Nullable<BigInt>,
        invoice_id -> BigInt,
        amount_cents -> BigInt,
        created_by -> Text,
        created_at -> UtcMicros,
        credit_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    invoice_advances (invoice_id, place) {
        invoice_id -> BigInt,
        place -> Integer,
        advance_id -> BigInt,
        booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        quote_id -> Nullable<BigInt>,
        subject -> Text,
        item -> Text,
        service_month -> Text,
        amount_cents -> BigInt,
        tax_rate -> BigInt,
        tax_cents -> BigInt,
        why -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    invoice_reminders (invoice_id, stage) {
        invoice_id -> BigInt,
        stage -> Integer,
        created_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    invoice_write_offs (id) {
        id -> BigInt,
        invoice_id -> BigInt,
        kind -> Text,
        request_id -> Nullable<BigInt>,
        amount_cents -> BigInt,
        reason -> Text,
        written_on -> Date,
        one_person -> Bool,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
        login -> Nullable<Text>,
    }
}

diesel::table! {
    billing_periods (event_id) {
        month -> Text,
        tenant_id -> Nullable<Text>,
        status -> Text,
        event_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    import_remainders (kind, source) {
        kind -> Text,
        source -> Text,
        digest -> Text,
        row_count -> Integer,
        first_rows -> Text,
        told_at -> UtcMicros,
        row_digests -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    import_rows (id) {
        id -> BigInt,
        import_id -> BigInt,
        sheet -> Nullable<Text>,
        cell -> Nullable<Text>,
        text -> Nullable<Text>,
        action -> Text,
        room_id -> Nullable<BigInt>,
        day -> Nullable<Date>,
        booking_id -> Nullable<BigInt>,
        said -> Nullable<JsonDoc>,
        before -> Nullable<JsonDoc>,
        after -> Nullable<JsonDoc>,
        message -> Nullable<Text>,
        record -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    booking_refs (external_id) {
        external_id -> Text,
        booking_id -> BigInt,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    idempotency_keys (created_by, key) {
        key -> Text,
        command -> Text,
        request_hash -> Text,
        entity_ids -> Text,
        created_at -> UtcMicros,
        created_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    audit_log (seq) {
        seq -> BigInt,
        at -> UtcMicros,
        actor -> Text,
        on_behalf_of -> Nullable<Text>,
        command -> Text,
        entity -> Text,
        entity_id -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        metadata -> Nullable<Text>,
        duration_ms -> BigInt,
        hash -> Text,
        form -> Integer,
        login -> Nullable<Text>,
        token_id -> Nullable<BigInt>,
        token_maker -> Nullable<Text>,
    }
}

diesel::table! {
    audit_values (seq, digest) {
        seq -> BigInt,
        digest -> Text,
        salt -> Nullable<Text>,
        value -> Nullable<Text>,
    }
}

diesel::table! {
    audit_head (id) {
        id -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    operations (id) {
        id -> BigInt,
        audit_seq -> BigInt,
        at -> UtcMicros,
        actor -> Text,
        on_behalf_of -> Nullable<Text>,
        command -> Text,
        words -> Text,
        undoes -> Nullable<BigInt>,
        login -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    operation_rows (id) {
        id -> BigInt,
        operation_id -> Nullable<BigInt>,
        table_name -> Text,
        row_key -> Text,
        before -> Nullable<Text>,
        transaction_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    vendors (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        contact -> Nullable<Text>,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        notes -> Nullable<Text>,
        is_active -> Bool,
        created_by -> Text,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    tasks (id) {
        id -> BigInt,
        kind -> Text,
        title -> Text,
        state -> Text,
        priority -> Text,
        device_id -> Nullable<BigInt>,
        room_id -> Nullable<BigInt>,
        booking_id -> Nullable<BigInt>,
        rental_id -> Nullable<BigInt>,
        vendor_id -> Nullable<BigInt>,
        assignee_id -> Nullable<Text>,
        scheduled_at -> Nullable<UtcMicros>,
        due_at -> Nullable<UtcMicros>,
        done_at -> Nullable<UtcMicros>,
        done_by -> Nullable<Text>,
        outcome -> Nullable<Text>,
        estimate_cents -> Nullable<BigInt>,
        cost_cents -> Nullable<BigInt>,
        notes -> Nullable<Text>,
        rule -> Nullable<Text>,
        series_id -> Nullable<BigInt>,
        origin -> Nullable<Text>,
        created_by -> Nullable<Text>,
        created_at -> UtcMicros,
        updated_by -> Text,
        updated_at -> UtcMicros,
        open_repair_of -> Nullable<BigInt>,
        location_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    task_costs (id) {
        id -> BigInt,
        task_id -> BigInt,
        step -> Text,
        amount_cents -> BigInt,
        currency -> Text,
        reason -> Nullable<Text>,
        one_person -> Bool,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    task_events (id) {
        id -> BigInt,
        task_id -> BigInt,
        at -> UtcMicros,
        by -> Text,
        state -> Nullable<Text>,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    requisitions (id) {
        id -> BigInt,
        number -> Text,
        year -> BigInt,
        ordinal -> BigInt,
        purpose -> Text,
        booking_id -> Nullable<BigInt>,
        needed_on -> Nullable<Date>,
        funds_cents -> Nullable<BigInt>,
        currency -> Text,
        state -> Text,
        submission -> BigInt,
        levels -> JsonDoc,
        decided -> BigInt,
        receipts -> BigInt,
        requester -> Text,
        entered_by -> Text,
        submitted_by -> Nullable<Text>,
        submitted_at -> Nullable<UtcMicros>,
        vendor_id -> Nullable<BigInt>,
        order_reference -> Nullable<Text>,
        ordered_at -> Nullable<UtcMicros>,
        close_reason -> Nullable<Text>,
        created_at -> UtcMicros,
        updated_by -> Text,
        updated_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    requisition_items (id) {
        id -> BigInt,
        requisition_id -> BigInt,
        position -> BigInt,
        description -> Text,
        quantity -> BigInt,
        days -> BigInt,
        unit_cents -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    requisition_decisions (id) {
        id -> BigInt,
        requisition_id -> BigInt,
        submission -> BigInt,
        place -> BigInt,
        level -> Text,
        verdict -> Text,
        total_cents -> BigInt,
        reason -> Nullable<Text>,
        one_person -> Bool,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    requisition_receipts (id) {
        id -> BigInt,
        requisition_id -> BigInt,
        item_id -> BigInt,
        quantity -> BigInt,
        amount_cents -> BigInt,
        currency -> Text,
        device_ids -> JsonDoc,
        note -> Nullable<Text>,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
        taken_back_at -> Nullable<UtcMicros>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    requisition_costs (id) {
        id -> BigInt,
        receipt_id -> BigInt,
        step -> Text,
        amount_cents -> BigInt,
        currency -> Text,
        reason -> Nullable<Text>,
        one_person -> Bool,
        created_by -> Text,
        entered_by -> Text,
        created_at -> UtcMicros,
    }
}

diesel::table! {
    attachment_bytes (sha256) {
        sha256 -> Text,
        size -> BigInt,
        content -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    attachments (id) {
        id -> BigInt,
        kind -> Text,
        record_id -> BigInt,
        name -> Text,
        name_key -> Text,
        content_type -> Text,
        sha256 -> Text,
        created_by -> Text,
        created_at -> UtcMicros,
        removed_at -> Nullable<UtcMicros>,
        removed_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    agent_config (name) {
        name -> Text,
        is_enabled -> Bool,
        mode -> Text,
        version -> BigInt,
        settings -> JsonDoc,
        updated_by -> Text,
        updated_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    agent_runs (id) {
        id -> BigInt,
        agent -> Text,
        version -> BigInt,
        config_version -> BigInt,
        mode -> Text,
        started_at -> UtcMicros,
        ended_at -> UtcMicros,
        outcome -> Text,
        started_by -> Text,
        records_read -> JsonDoc,
        findings -> JsonDoc,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    proposals (id) {
        id -> BigInt,
        agent -> Text,
        run_id -> BigInt,
        kind -> Text,
        subject -> Text,
        plan -> JsonDoc,
        evidence -> JsonDoc,
        effect -> Text,
        is_money -> Bool,
        fingerprint -> Text,
        state -> Text,
        created_at -> UtcMicros,
        expires_at -> UtcMicros,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<UtcMicros>,
        reason -> Nullable<Text>,
        applied_by -> Nullable<Text>,
        applied_at -> Nullable<UtcMicros>,
        one_person -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    vault_files (id) {
        id -> BigInt,
        path_sha256 -> Text,
        path -> Text,
        kind -> Text,
        sha256 -> Text,
        bytes -> BigInt,
        modified_at -> UtcMicros,
        read_at -> UtcMicros,
        text -> Nullable<Text>,
        fault -> Nullable<Text>,
        facts -> Nullable<Text>,
        indexed_at -> Nullable<UtcMicros>,
        forgotten_at -> Nullable<UtcMicros>,
        gone_at -> Nullable<UtcMicros>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    jobs (name) {
        name -> Text,
        schedule -> Nullable<Text>,
        grace_seconds -> BigInt,
        at_most_seconds -> Nullable<BigInt>,
        catch_up -> Bool,
        command -> Nullable<JsonDoc>,
        expected_since -> UtcMicros,
        created_by -> Text,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonDoc, UtcMicros};

    job_runs (id) {
        id -> BigInt,
        job -> Text,
        slot -> UtcMicros,
        attempt -> Integer,
        command -> Text,
        host -> Text,
        actor -> Nullable<Text>,
        process -> BigInt,
        started_at -> UtcMicros,
        ended_at -> Nullable<UtcMicros>,
        exit_code -> Nullable<Integer>,
        error_code -> Nullable<Text>,
        changed -> Nullable<BigInt>,
        lease_until -> Nullable<UtcMicros>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    views (id) {
        id -> BigInt,
        name -> Text,
        owner -> Text,
        words -> Text,
        created_by -> Text,
        created_at -> UtcMicros,
        updated_at -> UtcMicros,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    demand (id) {
        id -> BigInt,
        asked_at -> UtcMicros,
        asked_on -> Date,
        asked_by -> Text,
        client_name -> Text,
        client_key -> Text,
        tenant_id -> Text,
        starts_at -> UtcMicros,
        ends_at -> UtcMicros,
        people -> Integer,
        room_id -> Nullable<BigInt>,
        amenities -> Text,
        reason -> Text,
        booking_id -> Nullable<BigInt>,
        tries -> Integer,
        is_waiting -> Bool,
        offered_at -> Nullable<UtcMicros>,
        left_at -> Nullable<UtcMicros>,
    }
}

diesel::joinable!(attachments -> attachment_bytes (sha256));
diesel::joinable!(task_events -> tasks (task_id));
diesel::joinable!(user_tokens -> users (user_id));
diesel::joinable!(room_aliases -> rooms (room_id));
diesel::joinable!(room_amenities -> rooms (room_id));
diesel::joinable!(bookings -> booking_series (series_id));
diesel::joinable!(bookings -> rooms (room_id));
diesel::joinable!(client_aliases -> clients (client_id));
diesel::joinable!(client_contacts -> clients (client_id));
diesel::joinable!(bookings -> clients (client_id));
diesel::joinable!(offsite_rentals -> clients (client_id));
diesel::joinable!(booking_imports -> bookings (booking_id));
diesel::joinable!(booking_places -> bookings (booking_id));
diesel::joinable!(booking_places -> rooms (room_id));
diesel::joinable!(booking_imports -> imports (import_id));
diesel::joinable!(booking_catering -> bookings (booking_id));
diesel::joinable!(room_holds -> rooms (room_id));
diesel::joinable!(room_holds -> bookings (booking_id));
diesel::joinable!(room_holds -> room_blocks (block_id));
diesel::joinable!(room_blocks -> rooms (room_id));
diesel::joinable!(booking_device_assignments -> bookings (booking_id));
diesel::joinable!(booking_device_assignments -> device_categories (device_category_id));
diesel::joinable!(booking_device_assignments -> devices (device_id));
diesel::joinable!(booking_device_assignments -> offsite_rentals (rental_id));
diesel::joinable!(devices -> device_categories (category_id));
diesel::joinable!(device_holds -> devices (device_id));
diesel::joinable!(device_holds -> booking_device_assignments (assignment_id));
diesel::joinable!(offsite_rentals -> bookings (booking_id));
diesel::joinable!(device_movement_log -> devices (device_id));
diesel::joinable!(notification_recipients -> notifications (notification_id));
diesel::joinable!(notification_reads -> notifications (notification_id));
diesel::joinable!(client_messages -> clients (client_id));
diesel::joinable!(client_messages -> bookings (booking_id));
diesel::joinable!(client_messages -> offsite_rentals (rental_id));
diesel::joinable!(client_message_optouts -> clients (client_id));
diesel::joinable!(notification_digests -> users (user_id));
diesel::joinable!(notification_digest_items -> notifications (notification_id));
diesel::joinable!(stock_thresholds -> device_categories (category_id));
diesel::joinable!(booking_refs -> bookings (booking_id));
diesel::joinable!(costing_lines -> booking_costing (costing_id));
diesel::joinable!(import_rows -> imports (import_id));
diesel::joinable!(import_rows -> rooms (room_id));
diesel::joinable!(import_rows -> bookings (booking_id));
diesel::joinable!(operation_rows -> operations (operation_id));

diesel::allow_tables_to_appear_in_same_query!(
    requisitions,
    requisition_items,
    requisition_decisions,
    requisition_receipts,
    requisition_costs,
    jobs,
    job_runs,
    views,
    demand,
    agent_config,
    agent_runs,
    proposals,
    attachments,
    attachment_bytes,
    vault_files,
    tasks,
    task_events,
    outbox,
    database_info,
    settings,
    tax_rates,
    users,
    role_grants,
    user_tokens,
    locations,
    rooms,
    room_aliases,
    room_amenities,
    room_components,
    clients,
    client_aliases,
    client_contacts,
    imports,
    booking_series,
    bookings,
    booking_refs,
    booking_imports,
    booking_places,
    booking_catering,
    room_holds,
    room_blocks,
    room_block_exceptions,
    device_categories,
    devices,
    rental_numbers,
    offsite_rentals,
    device_holds,
    device_movement_log,
    booking_device_assignments,
    notifications,
    notification_recipients,
    notification_reads,
    notification_digests,
    client_messages,
    client_message_optouts,
    notification_digest_items,
    stock_thresholds,
    pricing_catalog,
    quotes,
    quote_acceptances,
    billing_periods,
    invoice_advances,
    invoice_lines,
    invoice_reminders,
    invoice_write_offs,
    invoices,
    payment_allocations,
    payments,
    booking_costing,
    costing_lines,
    period_events,
    import_rows,
    import_remainders,
    idempotency_keys,
    audit_log,
    audit_head,
    audit_values,
    operations,
    operation_rows,
);
