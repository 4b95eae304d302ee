//! The module `errno`: the names of the system's error numbers.

use crate::heap::Value;
use crate::objects::{dict, int};
use crate::vm::{Res, Vm};

macro_rules! numbers {
    ($($name:ident),* $(,)?) => { &[$((stringify!($name), libc::$name)),*] };
}

/// Of two names for a number, `errorcode` shows the later.
#[rustfmt::skip]
static POSIX: &[(&str, i32)] = numbers![
    EPERM, ENOENT, ESRCH, EINTR, EIO, ENXIO, E2BIG, ENOEXEC, EBADF, ECHILD, EWOULDBLOCK, EAGAIN, ENOMEM,
    EACCES, EFAULT, EBUSY, EEXIST, EXDEV, ENODEV, ENOTDIR, EISDIR, EINVAL, ENFILE, EMFILE, ENOTTY, ETXTBSY,
    EFBIG, ENOSPC, ESPIPE, EROFS, EMLINK, EPIPE, EDOM, ERANGE, EDEADLK, ENAMETOOLONG, ENOLCK, ENOSYS,
    ENOTEMPTY, ELOOP, ENOMSG, EIDRM, EPROTO, EBADMSG, EOVERFLOW, EILSEQ, ENOTSOCK, EDESTADDRREQ, EMSGSIZE,
    EPROTOTYPE, ENOPROTOOPT, EPROTONOSUPPORT, EOPNOTSUPP, ENOTSUP, EAFNOSUPPORT, EADDRINUSE, EADDRNOTAVAIL,
    ENETDOWN, ENETUNREACH, ENETRESET, ECONNABORTED, ECONNRESET, ENOBUFS, EISCONN, ENOTCONN, ETIMEDOUT,
    ECONNREFUSED, EHOSTUNREACH, EALREADY, EINPROGRESS, ECANCELED, EOWNERDEAD, ENOTRECOVERABLE,
];

#[cfg(target_os = "linux")]
#[rustfmt::skip]
static MORE: &[(&str, i32)] = numbers![
    ENOTBLK, EDEADLOCK, ECHRNG, EL2NSYNC, EL3HLT, EL3RST, ELNRNG, EUNATCH, ENOCSI, EL2HLT, EBADE, EBADR,
    EXFULL, ENOANO, EBADRQC, EBADSLT, EBFONT, ENOSTR, ENODATA, ETIME, ENOSR, ENONET, ENOPKG, EREMOTE, ENOLINK,
    EADV, ESRMNT, ECOMM, EMULTIHOP, EDOTDOT, ENOTUNIQ, EBADFD, EREMCHG, ELIBACC, ELIBBAD, ELIBSCN, ELIBMAX,
    ELIBEXEC, ERESTART, ESTRPIPE, EUSERS, ESOCKTNOSUPPORT, EPFNOSUPPORT, ESHUTDOWN, ETOOMANYREFS, EHOSTDOWN,
    ESTALE, EUCLEAN, ENOTNAM, ENAVAIL, EISNAM, EREMOTEIO, EDQUOT, ENOMEDIUM, EMEDIUMTYPE, ENOKEY, EKEYEXPIRED,
    EKEYREVOKED, EKEYREJECTED, ERFKILL,
];

#[cfg(not(target_os = "linux"))]
static MORE: &[(&str, i32)] = &[];

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "This module makes available standard errno system symbols.";
    let module = vm.new_module("errno", Some(doc))?;
    let codes = dict::new_dict();
    for (name, number) in POSIX.iter().chain(MORE) {
        let number = int::from_i64(i64::from(*number));
        let text: Value = vm.intern(name);
        vm.dict_set(&codes, number.clone(), text)?;
        vm.add_member(&module, name, number)?;
    }
    vm.add_member(&module, "errorcode", codes)?;
    Ok(module)
}
