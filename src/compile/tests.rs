//! The compiler on small trees made by hand: it must not depend on the parser to be tested.

use std::rc::Rc;

use num_bigint::BigInt;

use super::*;
use crate::bytecode::dis::disassemble;
use crate::bytecode::verify::verify_all;
use hoopsnake_syntax::ast::*;

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default(), depth: 1, parenthesised: false }
}

fn name(text: &str) -> Expr {
    expr(ExprKind::Name(text.into()))
}

fn int(value: i64) -> Expr {
    expr(ExprKind::Constant(Constant::Int(BigInt::from(value))))
}

fn binary(op: BinOp, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) })
}

fn ident(text: &str) -> Ident {
    Ident { name: text.into(), span: Span::default() }
}

fn stmt(kind: StmtKind) -> Stmt {
    Stmt { kind, span: Span::default() }
}

fn assign(target: &str, value: Expr) -> Stmt {
    stmt(StmtKind::Assign { targets: vec![name(target)], value })
}

fn function(params: &[&str], body: Vec<Stmt>) -> Stmt {
    let param = |text: &&str| Param { name: ident(text), annotation: None, default: None };
    stmt(StmtKind::Function(Box::new(FunctionDef {
        name: ident("f"),
        params: Params { positional: params.iter().map(param).collect(), ..Params::default() },
        returns: None,
        body,
        decorators: Vec::new(),
        is_async: false,
        span: Span::default(),
    })))
}

fn compile(body: Vec<Stmt>) -> Result<Rc<Unit>> {
    let source = Rc::new(SourceInfo::new("<test>", "", false));
    compile_module(&Module { body, future: 0 }, source, Mode::Module, &mut Vec::new())
}

/// The instructions of the only function of a module, one per line, line numbers left out.
fn function_code(params: &[&str], body: Vec<Stmt>) -> String {
    let unit = compile(vec![function(params, body)]).expect("compiles");
    verify_all(&unit).expect("is sound");
    let inner = unit.constants.iter().find_map(|value| match value {
        Const::Unit(unit) => Some(unit.clone()),
        _ => None,
    });
    let mut text = String::new();
    disassemble(&inner.expect("a function"), &mut text).expect("prints");
    let words = |line: &str| line.trim_start_matches([' ', '1']).split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().skip(1).map(|line| words(line) + "\n").collect()
}

fn message(body: Vec<Stmt>) -> String {
    compile(body).map_or_else(|error| error.message, |_| String::new())
}

#[test]
fn locals_are_read_in_place() {
    let sum = binary(BinOp::Add, name("a"), name("b"));
    let code = function_code(&["a", "b"], vec![stmt(StmtKind::Return(Some(sum)))]);
    assert_eq!(code, "Add t0, a, b, #0\nReturn t0\n");
}

#[test]
fn an_operand_that_a_walrus_rebinds_is_copied() {
    let walrus = expr(ExprKind::Named { target: ident("a"), value: Box::new(int(5)) });
    let sum = binary(BinOp::Add, name("a"), walrus);
    let code = function_code(&["a"], vec![stmt(StmtKind::Return(Some(sum)))]);
    assert!(code.starts_with("CopyLast t0, a\nLoadInt t1, #5\n"), "{code}");
}

#[test]
fn a_local_that_may_be_unbound_is_checked_once() {
    let branch = stmt(StmtKind::If { branches: vec![(name("a"), vec![assign("x", int(1))])], orelse: Vec::new() });
    let twice = binary(BinOp::Mul, name("x"), name("x"));
    let code = function_code(&["a"], vec![branch, stmt(StmtKind::Return(Some(twice)))]);
    assert_eq!(code.matches("CheckBound").count(), 1, "{code}");
}

#[test]
fn a_swap_takes_instead_of_sharing() {
    let swap = stmt(StmtKind::Assign {
        targets: vec![expr(ExprKind::Tuple(vec![name("a"), name("b")]))],
        value: expr(ExprKind::Tuple(vec![name("b"), name("a")])),
    });
    let code = function_code(&["a", "b"], vec![swap]);
    assert!(code.starts_with("Take t0, b\nTake t1, a\nMove a, t0\nMove b, t1\n"), "{code}");
}

#[test]
fn constants_fold_within_limits() {
    let folded = binary(BinOp::Mul, int(6), binary(BinOp::Add, int(3), int(4)));
    assert_eq!(fold::fold(&folded), Some(Const::Int(42)));
    assert_eq!(fold::fold(&binary(BinOp::FloorDiv, int(1), int(0))), None);
    assert_eq!(fold::fold(&binary(BinOp::Pow, int(2), int(1000))), None);
    assert_eq!(fold::fold(&binary(BinOp::LShift, int(1), int(-1))), None);
    assert_eq!(fold::fold(&binary(BinOp::Mod, int(-7), int(3))), Some(Const::Int(2)));
}

#[test]
fn constants_are_distinct_by_type_and_sign() {
    assert_ne!(Const::Int(1), Const::True);
    assert_ne!(Const::Float(0.0), Const::Float(-0.0));
    assert_eq!(Const::Float(f64::NAN), Const::Float(f64::NAN));
    assert_ne!(Const::Tuple(vec![Const::Int(0)]), Const::Tuple(vec![Const::False]));
}

#[test]
fn scope_errors_have_the_words_of_cpython() {
    let nonlocal = || stmt(StmtKind::Nonlocal(vec![ident("x")]));
    let global = || stmt(StmtKind::Global(vec![ident("x")]));
    assert_eq!(message(vec![nonlocal()]), "nonlocal declaration not allowed at module level");
    assert_eq!(message(vec![function(&[], vec![nonlocal()])]), "no binding for nonlocal 'x' found");
    assert_eq!(message(vec![function(&["x"], vec![global()])]), "name 'x' is parameter and global");
    assert_eq!(
        message(vec![function(&[], vec![assign("x", int(1)), global()])]),
        "name 'x' is assigned to before global declaration"
    );
    assert_eq!(message(vec![stmt(StmtKind::Break)]), "'break' outside loop");
}

#[test]
fn return_runs_the_finally_body_outside_its_own_protection() {
    let attempt = stmt(StmtKind::Try {
        body: vec![stmt(StmtKind::Return(Some(name("a"))))],
        handlers: Vec::new(),
        orelse: Vec::new(),
        finalbody: vec![assign("a", int(1))],
        is_star: false,
    });
    let code = function_code(&["a"], vec![attempt]);
    assert!(code.starts_with("CopyLast t0, a\nLoadInt a, #1\nReturn t0\n"), "{code}");
}

#[test]
fn the_verifier_finds_what_is_wrong() {
    let unit = compile(vec![assign("x", binary(BinOp::Add, name("a"), name("b")))]).expect("compiles");
    let Ok(mut unit) = Rc::try_unwrap(unit) else {
        panic!("the unit is shared");
    };
    assert_eq!(crate::bytecode::verify::verify(&unit), Ok(()));
    unit.code.remove(0);
    unit.spans.remove(0);
    let found = crate::bytecode::verify::verify(&unit);
    assert!(found.is_err_and(|text| text.contains("is read but dead")));
}
