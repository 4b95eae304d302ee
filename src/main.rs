use hoopsnake::vm::Vm;
use hoopsnake::vm::start::Settings;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let s = Settings { hash_seed: Some(0), ..Default::default() };
    let mut vm = Vm::new(&s);
    vm.started(&s);
    if hoopsnake::builtins::install(&mut vm).is_err() {
        eprintln!("install failed");
    }
    let bytes = std::fs::read(&path).unwrap();
    let globals = hoopsnake::objects::dict::new_dict();
    let name = vm.str("__main__");
    let _ = vm.dict_set_str(&globals, "__name__", name);
    match vm.run_source(&bytes, &path, &globals) {
        Ok(_) => {}
        Err(r) => { let e = vm.take_raised(r); vm.print_exception(&e); }
    }
    let _ = vm.flush_out();
    std::process::exit(0);
}
