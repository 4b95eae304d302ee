//! The constants of the module `sys` that are tuples with names.

use crate::fields;
use crate::heap::Value;
use crate::num::hash::{IMAGINARY, INFINITY_HASH, MODULUS};
use crate::objects::int;
use crate::vm::{Res, Vm};

use super::structseq::{self, Decls};

static VERSION: Decls = Decls {
    module: "sys",
    name: "version_info",
    doc: "sys.version_info\n\nVersion information as a named tuple.",
    fields: fields![0 "major", 1 "minor", 2 "micro", 3 "releaselevel", 4 "serial"],
    hidden: &[],
    callable: false,
};

static FLOAT: Decls = Decls {
    module: "sys",
    name: "float_info",
    doc: "sys.float_info\n\nA named tuple holding information about the float type. It contains low level\ninformation about the precision and internal representation. Please study\nyour system's :file:`float.h` for more information.",
    fields: fields![
        0 "max", 1 "max_exp", 2 "max_10_exp", 3 "min", 4 "min_exp", 5 "min_10_exp", 6 "dig", 7 "mant_dig", 8 "epsilon",
        9 "radix", 10 "rounds",
    ],
    hidden: &[],
    callable: true,
};

static INT: Decls = Decls {
    module: "sys",
    name: "int_info",
    doc: "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.",
    fields: fields![0 "bits_per_digit", 1 "sizeof_digit", 2 "default_max_str_digits", 3 "str_digits_check_threshold"],
    hidden: &[],
    callable: true,
};

static HASH: Decls = Decls {
    module: "sys",
    name: "hash_info",
    doc: "hash_info\n\nA named tuple providing parameters used for computing\nhashes. The attributes are read only.",
    fields: fields![
        0 "width", 1 "modulus", 2 "inf", 3 "nan", 4 "imag", 5 "algorithm", 6 "hash_bits", 7 "seed_bits", 8 "cutoff",
    ],
    hidden: &[],
    callable: true,
};

static FLAGS: Decls = Decls {
    module: "sys",
    name: "flags",
    doc: "sys.flags\n\nFlags provided through command line arguments or environment vars.",
    fields: fields![
        0 "debug", 1 "inspect", 2 "interactive", 3 "optimize", 4 "dont_write_bytecode", 5 "no_user_site", 6 "no_site",
        7 "ignore_environment", 8 "verbose", 9 "bytes_warning", 10 "quiet", 11 "hash_randomization", 12 "isolated",
        13 "dev_mode", 14 "utf8_mode", 15 "warn_default_encoding", 16 "safe_path", 17 "int_max_str_digits",
    ],
    hidden: &[],
    callable: false,
};

static UNRAISABLE: Decls = Decls {
    module: "sys",
    name: "UnraisableHookArgs",
    doc: "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
    fields: fields![0 "exc_type", 1 "exc_value", 2 "exc_traceback", 3 "err_msg", 4 "object"],
    hidden: &[],
    callable: true,
};

fn tuple(vm: &mut Vm, decls: &'static Decls, items: Vec<Value>) -> Res {
    let class = structseq::new_class(vm, decls)?;
    structseq::new(vm, &class, items, Vec::new())
}

/// `sys.version_info`
pub fn version_info(vm: &mut Vm) -> Res {
    let level = vm.str("final");
    let items = vec![Value::int32(3), Value::int32(11), Value::int32(7), level, Value::int32(0)];
    tuple(vm, &VERSION, items)
}

/// `sys.float_info`
pub fn float_info(vm: &mut Vm) -> Res {
    let number = Value::int32;
    let items = vec![
        Value::float(f64::MAX),
        number(f64::MAX_EXP),
        number(f64::MAX_10_EXP),
        Value::float(f64::MIN_POSITIVE),
        number(f64::MIN_EXP),
        number(f64::MIN_10_EXP),
        number(f64::DIGITS as i32),
        number(f64::MANTISSA_DIGITS as i32),
        Value::float(f64::EPSILON),
        number(2),
        number(1),
    ];
    tuple(vm, &FLOAT, items)
}

/// `sys.int_info`
pub fn int_info(vm: &mut Vm) -> Res {
    tuple(vm, &INT, [30, 4, 4300, 640].map(Value::int32).to_vec())
}

/// `sys.hash_info`
pub fn hash_info(vm: &mut Vm) -> Res {
    let algorithm = vm.str("siphash13");
    let items = vec![
        Value::int32(64),
        int::from_i64(MODULUS as i64),
        int::from_i64(INFINITY_HASH),
        Value::int32(0),
        int::from_i64(IMAGINARY as i64),
        algorithm,
        Value::int32(64),
        Value::int32(128),
        Value::int32(0),
    ];
    tuple(vm, &HASH, items)
}

/// `sys.flags`
pub fn flags(vm: &mut Vm, interactive: bool, hash_randomization: bool) -> Res {
    let number = |set: bool| Value::int32(i32::from(set));
    let no = Value::int32(0);
    let items = vec![
        no.clone(),
        number(interactive),
        number(interactive),
        no.clone(),
        Value::int32(1),
        no.clone(),
        no.clone(),
        no.clone(),
        no.clone(),
        no.clone(),
        no.clone(),
        number(hash_randomization),
        no.clone(),
        Value::FALSE,
        Value::int32(1),
        no,
        Value::FALSE,
        Value::int32(4300),
    ];
    tuple(vm, &FLAGS, items)
}

/// The class of what `sys.unraisablehook` gets.
pub fn unraisable_class(vm: &mut Vm) -> Res {
    structseq::new_class(vm, &UNRAISABLE)
}
