//! Writes the JavaScript glue of a compiled module, and the module that goes with it:
//! `wasm-bindgen-glue [--omit-default-module-path] MODULE FOLDER NAME` writes `NAME.js` and `NAME_bg.wasm`.
//!
//! The same as `wasm-bindgen --target web --no-typescript --remove-producers-section`, which takes three times as long to build.

use std::{env, process::ExitCode};

use anyhow::{Error, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match write_glue(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write_glue(arguments: &[String]) -> Result<(), Error> {
    let (omit_default_module_path, paths) = match arguments {
        [option, paths @ ..] if option == "--omit-default-module-path" => (true, paths),
        paths => (false, paths),
    };
    let [module, folder, name] = paths else {
        bail!("usage: wasm-bindgen-glue [--omit-default-module-path] MODULE FOLDER NAME");
    };
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .omit_default_module_path(omit_default_module_path)
        .remove_producers_section(true)
        .generate(folder)
}
