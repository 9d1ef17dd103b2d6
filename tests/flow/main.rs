//! All flows, run natively in a simulated world. Nothing here needs a browser, waits in real time, or reads a real clock.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod account_attributes;
#[cfg(test)]
mod account_deletion;
#[cfg(test)]
mod account_devices;
#[cfg(test)]
mod account_input;
#[cfg(test)]
mod account_mfa;
#[cfg(test)]
mod account_password;
#[cfg(test)]
mod account_requests;
#[cfg(test)]
mod auto_sign_in;
#[cfg(test)]
mod auto_sign_in_link;
#[cfg(test)]
mod chosen_operations;
#[cfg(test)]
mod client_secret;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod credentials_clock;
#[cfg(test)]
mod current_user;
#[cfg(test)]
mod custom_headers;
#[cfg(test)]
mod device_aliases;
#[cfg(test)]
mod federated;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod foreign_tokens;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod history;
#[cfg(test)]
mod http;
#[cfg(test)]
mod identities;
#[cfg(test)]
mod new_device;
#[cfg(test)]
mod older_sessions;
#[cfg(test)]
mod own_session;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod persistence;
#[cfg(test)]
mod plain_password;
#[cfg(test)]
mod prepare_sign_in;
#[cfg(test)]
mod printed;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod proved_device;
#[cfg(test)]
mod provided_credentials;
#[cfg(test)]
mod provided_session;
#[cfg(test)]
mod redirect_attacks;
#[cfg(test)]
mod redirect_begin;
#[cfg(test)]
mod redirect_interrupted;
#[cfg(test)]
mod redirect_logout;
#[cfg(test)]
mod redirect_return;
#[cfg(test)]
mod redirect_reuse;
#[cfg(test)]
mod redirect_tabs;
#[cfg(test)]
#[path = "../srp/reference.rs"]
mod reference;
#[cfg(test)]
mod refresh;
#[cfg(test)]
mod refresh_clock;
#[cfg(test)]
mod refresh_device;
#[cfg(test)]
mod refresh_failure;
#[cfg(test)]
mod refresh_lease;
#[cfg(test)]
mod refresh_sharing;
#[cfg(test)]
mod refresh_tabs;
#[cfg(test)]
mod refresh_torn;
#[cfg(test)]
mod refresh_waiting;
#[cfg(test)]
mod refused_device;
#[cfg(test)]
mod repeats;
#[cfg(test)]
mod replaced_torn;
#[cfg(test)]
mod request_limits;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod revocation_queue;
#[cfg(test)]
mod secret_input;
#[cfg(test)]
mod session;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod sign_in_arbitrary;
#[cfg(test)]
mod sign_in_challenge;
#[cfg(test)]
mod sign_in_choice;
#[cfg(test)]
mod sign_in_custom;
#[cfg(test)]
mod sign_in_device;
#[cfg(test)]
mod sign_in_every_challenge;
#[cfg(test)]
mod sign_in_hostile;
#[cfg(test)]
mod sign_in_mfa;
#[cfg(test)]
mod sign_in_passkey;
#[cfg(test)]
mod sign_in_password;
#[cfg(test)]
mod sign_in_sequence;
#[cfg(test)]
mod sign_in_signed_salt;
#[cfg(test)]
mod sign_in_srp;
#[cfg(test)]
mod sign_in_state;
#[cfg(test)]
mod sign_in_twice;
#[cfg(test)]
mod sign_out;
#[cfg(test)]
mod sign_out_background;
mod sign_out_everywhere;
#[cfg(test)]
mod sign_out_offline;
#[cfg(test)]
mod sign_up;
#[cfg(test)]
mod slow_storage;
#[cfg(test)]
#[expect(dead_code, reason = "the numbers of the other side are looked at by SRP's own tests only")]
#[expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division_remainder_used,
    reason = "the reference is to be read, not to be fast or constant-time, and an overflow fails the test"
)]
#[path = "../srp/server.rs"]
mod srp_server;
#[cfg(test)]
mod stale_session;
#[cfg(test)]
mod stored_session;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tab_credentials;
#[cfg(test)]
mod transfer;
#[cfg(test)]
mod unreadable_storage;
#[cfg(test)]
mod users;
#[cfg(test)]
mod users_refresh;
#[cfg(test)]
mod users_sequences;
#[cfg(test)]
mod users_sign_in;
#[cfg(test)]
mod users_sign_out;
#[cfg(test)]
mod values;
#[cfg(test)]
mod vault;
#[cfg(test)]
mod verify_tokens;
