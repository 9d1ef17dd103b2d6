//! SRP
