//! The client's SRP mathematics with a kernel to be named: for `npm run bench`, and never shipped.
#![cfg(target_arch = "wasm32")]

use core::any::type_name;

use cognito_wasm::srp::{
    Challenge, Ephemeral, Identity, SrpError,
    field::{DefaultField, Field, portable::Portable},
    proof::{PrivateKey, Scramble, SessionKey, SharedSecret},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// The kernels to be measured. Another one is another entry.
fn kernels() -> Vec<Box<dyn Kernel>> {
    let mut kernels = vec![boxed::<Portable>(), boxed::<DefaultField>()];
    kernels.dedup_by_key(|kernel| kernel.name());
    kernels
}

fn boxed<F: Field + Default + 'static>() -> Box<dyn Kernel> {
    Box::new(F::default())
}

/// The two things that a client computes, whatever the type of the kernel.
trait Kernel {
    fn name(&self) -> &'static str;
    fn ephemeral(&self, secret: &[u8]) -> Result<Ephemeral, SrpError>;
    fn prove(&self, ephemeral: &Ephemeral, question: &Question) -> Result<String, SrpError>;
}

/// What the server answers with, and what the client knows.
struct Question {
    identity: [String; 2],
    password: String,
    challenge: Challenge,
    timestamp: String,
}

impl<F: Field> Kernel for F {
    fn name(&self) -> &'static str {
        type_name::<F>().rsplit("::").next().unwrap_or_default()
    }

    fn ephemeral(&self, secret: &[u8]) -> Result<Ephemeral, SrpError> {
        Ephemeral::with_field(self, secret)
    }

    /// As `Ephemeral::prove`, which has the default kernel only.
    fn prove(&self, ephemeral: &Ephemeral, question: &Question) -> Result<String, SrpError> {
        let Question { identity: [pool, user], password, challenge, timestamp } = question;
        let identity = Identity::user(pool, user);
        let scramble = Scramble::between(ephemeral.public(), &challenge.server_public)?;
        let private_key = PrivateKey::derive(&identity, password.as_bytes(), &challenge.salt);
        let shared = SharedSecret::agree(self, ephemeral, &challenge.server_public, &scramble, &private_key)?;
        Ok(SessionKey::derive(&shared, &scramble).sign(&identity, &challenge.secret_block, timestamp))
    }
}

/// The kernels' names, which are those of their types.
#[wasm_bindgen(js_name = kernelNames)]
#[must_use]
pub fn kernel_names() -> Vec<String> {
    kernels().iter().map(|kernel| kernel.name().to_owned()).collect()
}

/// One sign-in.
#[wasm_bindgen]
#[allow(missing_debug_implementations, reason = "a kernel has no representation to print")]
pub struct Srp {
    kernel: Box<dyn Kernel>,
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
        let kernel = kernels().into_iter().find(|candidate| candidate.name() == kernel).ok_or("no such kernel")?;
        let ephemeral = kernel.ephemeral(secret).map_err(|error| error.to_string())?;
        Ok(Self { kernel, ephemeral })
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
        pool_id: String,
        user_id: String,
        password: String,
        srp_b: &str,
        salt: &str,
        secret_block: &str,
        timestamp: String,
    ) -> Result<String, String> {
        let challenge = Challenge::parse(srp_b, salt, secret_block).map_err(|error| error.to_string())?;
        let question = Question { identity: [pool_id, user_id], password, challenge, timestamp };
        self.kernel.prove(&self.ephemeral, &question).map_err(|error| error.to_string())
    }
}
