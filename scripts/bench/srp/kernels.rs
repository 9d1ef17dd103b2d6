//! The client's SRP mathematics with a kernel chosen by name, for `npm run bench`. Never shipped.
#![cfg(target_arch = "wasm32")]

use core::any::type_name;

use cognito_wasm::srp::{
    Ephemeral, Identity, SrpChallenge,
    field::{DefaultField, Field, portable::Portable},
    powers::Powers,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// The kernels to measure; add new ones here.
fn kernels() -> Vec<Kernel> {
    let mut kernels = vec![kernel::<Portable>(), kernel::<DefaultField>()];
    #[cfg(target_feature = "relaxed-simd")]
    {
        kernels = vec![kernel::<cognito_wasm_relaxed::fma52::Fma52>()];
    }
    kernels.dedup_by_key(|(name, _)| *name);
    kernels
}

/// A kernel and the name of its type.
type Kernel = (&'static str, Box<dyn Powers>);

fn kernel<F: Field + Default + 'static>() -> Kernel {
    (type_name::<F>().rsplit("::").next().unwrap_or_default(), Box::new(F::default()))
}

/// The names of the kernels.
#[wasm_bindgen(js_name = kernelNames)]
#[must_use]
pub fn kernel_names() -> Vec<String> {
    kernels().iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// One sign-in.
#[wasm_bindgen]
#[allow(missing_debug_implementations, reason = "a kernel has no representation to print")]
pub struct Srp {
    powers: Box<dyn Powers>,
    ephemeral: Ephemeral,
}

#[wasm_bindgen]
impl Srp {
    /// Computes A of 32 random bytes.
    ///
    /// # Errors
    /// If there is no kernel of this name, or the bytes are not random.
    #[wasm_bindgen(constructor)]
    pub fn new(kernel: &str, secret: &[u8]) -> Result<Self, String> {
        let (_, powers) = kernels().into_iter().find(|(name, _)| *name == kernel).ok_or("no such kernel")?;
        let ephemeral = Ephemeral::with_powers(&*powers, secret).map_err(|error| error.to_string())?;
        Ok(Self { powers, ephemeral })
    }

    /// `SRP_A`
    #[must_use]
    pub fn public(&self) -> String {
        self.ephemeral.public_hex()
    }

    /// `PASSWORD_CLAIM_SIGNATURE`
    ///
    /// # Errors
    /// What is wrong with the challenge.
    #[allow(clippy::too_many_arguments, reason = "JavaScript hands them over one by one")]
    pub fn prove(
        &self,
        pool_id: &str,
        user_id: &str,
        password: &str,
        srp_b: &str,
        salt: &str,
        secret_block: &str,
        timestamp: &str,
    ) -> Result<String, String> {
        let challenge = SrpChallenge::parse(srp_b, salt, secret_block).map_err(|error| error.to_string())?;
        let identity = Identity::user(pool_id, user_id);
        self.ephemeral
            .prove_with(&*self.powers, &identity, password.as_bytes(), &challenge, timestamp)
            .map_err(|error| error.to_string())
    }
}
