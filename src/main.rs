use hoopsnake::vm::Vm;
use hoopsnake::vm::start::Settings;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let s = Settings { hash_seed: Some(0), gc_stress: std::env::var("STRESS").is_ok(), verify_heap: std::env::var("VERIFY").is_ok(), ..Default::default() };
    let mut vm = Vm::new(&s);
    if let Err(r) = hoopsnake::builtins::install(&mut vm) {
        let e = vm.take_raised(r); vm.print_exception(&e);
    }
    vm.started(&s);
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
