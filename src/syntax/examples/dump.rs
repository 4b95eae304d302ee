//! Prints the tree of a file in the form that `scripts/dump_ast.py` prints CPython's.

use hoopsnake_syntax::ast::*;
use hoopsnake_syntax::{decode_source, parse_module, source::Source};
use std::fmt::Write;

fn main() {
    for path in std::env::args().skip(1) {
        let text = match std::fs::read(&path)
            .map_err(|e| e.to_string())
            .and_then(|b| decode_source(&b).map_err(|e| e.to_string()))
        {
            Ok(text) => text,
            Err(error) => {
                println!("err {path} {error}");
                continue;
            }
        };
        match parse_module(&text) {
            Ok(module) => {
                let mut dump = Dump { source: Source::new(&text), out: String::new(), formatted: 0 };
                dump.block(&module.body, 0);
                print!("{}", dump.out);
            }
            Err(error) => println!("err {path} {error}"),
        }
    }
}

struct Dump<'t> {
    source: Source<'t>,
    out: String,
    /// How many f-strings surround: CPython 3.11 has no reliable positions there.
    formatted: u32,
}

impl Dump<'_> {
    fn span(&self, span: Span) -> String {
        if self.formatted > 0 {
            return String::new();
        }
        let (a, b) = (self.source.position(span.start), self.source.position(span.end));
        format!("@{}:{}-{}:{}", a.line, a.byte_column, b.line, b.byte_column)
    }

    fn block(&mut self, body: &[Stmt], depth: usize) {
        for stmt in body {
            self.stmt(stmt, depth);
        }
    }

    fn line(&mut self, depth: usize, text: String) {
        let _ = writeln!(self.out, "{}{text}", " ".repeat(depth));
    }

    fn named_block(&mut self, name: &str, body: &[Stmt], depth: usize) {
        if !body.is_empty() {
            self.line(depth, name.to_owned());
            self.block(body, depth + 1);
        }
    }

    fn opt(&mut self, e: &Option<Expr>) -> String {
        e.as_ref().map_or("-".to_owned(), |e| self.expr(e))
    }

    fn boxed(&mut self, e: &Option<Box<Expr>>) -> String {
        e.as_ref().map_or("-".to_owned(), |e| self.expr(e))
    }

    fn list(&mut self, items: &[Expr]) -> String {
        let parts: Vec<String> = items.iter().map(|e| self.expr(e)).collect();
        format!("[{}]", parts.join(" "))
    }

    fn stmt(&mut self, stmt: &Stmt, d: usize) {
        let at = self.span(stmt.span);
        let name = |i: &Option<Ident>| i.as_ref().map_or("-".to_owned(), |i| i.name.to_string());
        match &stmt.kind {
            StmtKind::Expr(e) => {
                let e = self.expr(e);
                self.line(d, format!("Expr{at} {e}"));
            }
            StmtKind::Assign { targets, value } => {
                let text = format!("Assign{at} {} {}", self.list(targets), self.expr(value));
                self.line(d, text);
            }
            StmtKind::AugAssign { target, op, value } => {
                let text = format!("AugAssign{at} {} {op:?} {}", self.expr(target), self.expr(value));
                self.line(d, text);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                let (t, a, v) = (self.expr(target), self.expr(annotation), self.opt(value));
                self.line(d, format!("AnnAssign{at} {t} {a} {v} {}", u8::from(*simple)));
            }
            StmtKind::Delete(targets) => {
                let text = format!("Delete{at} {}", self.list(targets));
                self.line(d, text);
            }
            StmtKind::Pass => self.line(d, format!("Pass{at}")),
            StmtKind::Break => self.line(d, format!("Break{at}")),
            StmtKind::Continue => self.line(d, format!("Continue{at}")),
            StmtKind::Return(e) => {
                let text = format!("Return{at} {}", self.opt(e));
                self.line(d, text);
            }
            StmtKind::Raise { exception, cause } => {
                let text = format!("Raise{at} {} {}", self.opt(exception), self.opt(cause));
                self.line(d, text);
            }
            StmtKind::Assert { test, message } => {
                let text = format!("Assert{at} {} {}", self.expr(test), self.opt(message));
                self.line(d, text);
            }
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                let kind = if matches!(stmt.kind, StmtKind::Global(_)) { "Global" } else { "Nonlocal" };
                let names: Vec<&str> = names.iter().map(|n| &*n.name).collect();
                self.line(d, format!("{kind}{at} {}", names.join(",")));
            }
            StmtKind::Import(names) => {
                let names: Vec<String> = names.iter().map(|n| format!("{}:{}", n.name.name, name(&n.alias))).collect();
                self.line(d, format!("Import{at} {}", names.join(",")));
            }
            StmtKind::ImportFrom { module, names, level, star } => {
                let mut list: Vec<String> =
                    names.iter().map(|n| format!("{}:{}", n.name.name, name(&n.alias))).collect();
                if *star {
                    list.push("*:-".to_owned());
                }
                self.line(d, format!("ImportFrom{at} {level} {} {}", name(module), list.join(",")));
            }
            StmtKind::If { branches, orelse } => {
                self.line(d, format!("If{at}"));
                for (test, body) in branches {
                    let test = self.expr(test);
                    self.line(d, format!("?{test}"));
                    self.block(body, d + 1);
                }
                self.named_block("else", orelse, d);
            }
            StmtKind::While { test, body, orelse } => {
                let test = self.expr(test);
                self.line(d, format!("While{at} {test}"));
                self.block(body, d + 1);
                self.named_block("else", orelse, d);
            }
            StmtKind::For { target, iter, body, orelse, is_async } => {
                let text = format!("For{at} {} {} {}", u8::from(*is_async), self.expr(target), self.expr(iter));
                self.line(d, text);
                self.block(body, d + 1);
                self.named_block("else", orelse, d);
            }
            StmtKind::With { items, body, is_async } => {
                let items: Vec<String> =
                    items.iter().map(|i| format!("{}:{}", self.expr(&i.context), self.opt(&i.target))).collect();
                self.line(d, format!("With{at} {} {}", u8::from(*is_async), items.join(" ")));
                self.block(body, d + 1);
            }
            StmtKind::Try { body, handlers, orelse, finalbody, is_star } => {
                self.line(d, format!("Try{at} {}", u8::from(*is_star)));
                self.block(body, d + 1);
                for h in handlers {
                    let at = self.span(h.span);
                    let text = format!("except{at} {} {}", self.opt(&h.kind), name(&h.name));
                    self.line(d, text);
                    self.block(&h.body, d + 1);
                }
                self.named_block("else", orelse, d);
                self.named_block("finally", finalbody, d);
            }
            StmtKind::Function(f) => {
                let decorators = self.list(&f.decorators);
                let params = self.params(&f.params);
                let returns = self.opt(&f.returns);
                let text = format!("Def{at} {} {} {decorators} {params} {returns}", u8::from(f.is_async), f.name.name);
                self.line(d, text);
                self.block(&f.body, d + 1);
            }
            StmtKind::Class(c) => {
                let text = format!("Class{at} {} {} {}", c.name.name, self.list(&c.decorators), self.args(&c.args));
                self.line(d, text);
                self.block(&c.body, d + 1);
            }
            StmtKind::Match { subject, cases } => {
                let subject = self.expr(subject);
                self.line(d, format!("Match{at} {subject}"));
                for case in cases {
                    let text = format!("case {} {}", self.pattern(&case.pattern), self.opt(&case.guard));
                    self.line(d, text);
                    self.block(&case.body, d + 1);
                }
            }
        }
    }

    fn params(&mut self, p: &Params) -> String {
        let mut out = String::from("(");
        let groups = [("po", &p.positional_only), ("p", &p.positional), ("ko", &p.keyword_only)];
        for (kind, list) in groups {
            for param in list {
                let text = self.param(param);
                let _ = write!(out, " {kind}:{text}");
            }
        }
        for (kind, param) in [("va", &p.vararg), ("kw", &p.kwarg)] {
            if let Some(param) = param {
                let text = self.param(param);
                let _ = write!(out, " {kind}:{text}");
            }
        }
        out + ")"
    }

    fn param(&mut self, p: &Param) -> String {
        format!("{} {} {}", p.name.name, self.opt(&p.annotation), self.opt(&p.default))
    }

    /// Positional arguments, then keywords, as `ast` has them.
    fn args(&mut self, args: &[Arg]) -> String {
        let (mut positional, mut keywords) = (Vec::new(), Vec::new());
        for arg in args {
            let value = self.expr(&arg.value);
            match &arg.kind {
                ArgKind::Positional => positional.push(value),
                ArgKind::Star => positional.push(format!("(Starred{} {value})", self.span(arg.span))),
                ArgKind::Keyword(name) => keywords.push(format!("{}={value}", name.name)),
                ArgKind::DoubleStar => keywords.push(format!("**={value}")),
            }
        }
        positional.extend(keywords);
        format!("[{}]", positional.join(" "))
    }

    fn pattern(&mut self, p: &Pattern) -> String {
        let at = self.span(p.span);
        let name = |i: &Option<Ident>| i.as_ref().map_or("-".to_owned(), |i| i.name.to_string());
        let mut all = |items: &[Pattern]| items.iter().map(|p| self.pattern(p)).collect::<Vec<_>>().join(" ");
        match &p.kind {
            PatternKind::Value(e) => format!("(Value{at} {})", self.expr(e)),
            PatternKind::Singleton(c) => format!("(Singleton{at} {c:?})"),
            PatternKind::Capture { pattern: None, name: n } => format!("(As{at} - {})", name(n)),
            PatternKind::Capture { pattern: Some(p), name: n } => format!("(As{at} {} {})", self.pattern(p), name(n)),
            PatternKind::Sequence(items) => format!("(Sequence{at} {})", all(items)),
            PatternKind::Star(n) => format!("(Star{at} {})", name(n)),
            PatternKind::Mapping { keys, patterns, rest } => {
                let patterns = all(patterns);
                format!("(Mapping{at} {} {patterns} {})", self.list(keys), name(rest))
            }
            PatternKind::Class { class, positional, keywords } => {
                let positional = all(positional);
                let keywords: Vec<String> =
                    keywords.iter().map(|(n, p)| format!("{}={}", n.name, self.pattern(p))).collect();
                format!("(Class{at} {} {positional} {})", self.expr(class), keywords.join(" "))
            }
            PatternKind::Or(items) => format!("(Or{at} {})", all(items)),
        }
    }

    fn parts(&mut self, parts: &[FStringPart]) -> String {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| match part {
                FStringPart::Literal(text) => format!("'{}'", hex(text)),
                FStringPart::Field { value, conversion, spec } => {
                    let spec = spec.as_ref().map_or("-".to_owned(), |spec| self.parts(spec));
                    format!("{{{} {conversion:?} {spec}}}", self.expr(value))
                }
            })
            .collect();
        format!("(FString {})", parts.join(" "))
    }

    fn expr(&mut self, e: &Expr) -> String {
        let at = self.span(e.span);
        let body = match &e.kind {
            ExprKind::Name(name) => format!("Name{at} {name}"),
            ExprKind::Constant(c) => format!("Const{at} {}", constant(c)),
            ExprKind::FString(parts) => {
                self.formatted += 1;
                let text = self.parts(parts);
                self.formatted -= 1;
                return format!("{text}{at}");
            }
            ExprKind::Tuple(items) => format!("Tuple{at} {}", self.list(items)),
            ExprKind::List(items) => format!("List{at} {}", self.list(items)),
            ExprKind::Set(items) => format!("Set{at} {}", self.list(items)),
            ExprKind::Dict(items) => {
                let items: Vec<String> =
                    items.iter().map(|(k, v)| format!("{}:{}", self.opt(k), self.expr(v))).collect();
                format!("Dict{at} {}", items.join(" "))
            }
            ExprKind::Starred(e) => format!("Starred{at} {}", self.expr(e)),
            ExprKind::Unary { op, operand } => format!("Unary{at} {op:?} {}", self.expr(operand)),
            ExprKind::Binary { op, left, right } => {
                format!("Binary{at} {op:?} {} {}", self.expr(left), self.expr(right))
            }
            ExprKind::Bool { is_and, values } => {
                format!("Bool{at} {} {}", if *is_and { "And" } else { "Or" }, self.list(values))
            }
            ExprKind::Compare { first, rest } => {
                let first = self.expr(first);
                let rest: Vec<String> = rest.iter().map(|(op, e)| format!("{op:?} {}", self.expr(e))).collect();
                format!("Compare{at} {first} {}", rest.join(" "))
            }
            ExprKind::IfElse { test, then, orelse } => {
                format!("IfElse{at} {} {} {}", self.expr(test), self.expr(then), self.expr(orelse))
            }
            ExprKind::Call { callee, args } => format!("Call{at} {} {}", self.expr(callee), self.args(args)),
            ExprKind::Attribute { value, name } => format!("Attribute{at} {} {}", self.expr(value), name.name),
            ExprKind::Subscript { value, index } => format!("Subscript{at} {} {}", self.expr(value), self.expr(index)),
            ExprKind::Slice { lower, upper, step } => {
                format!("Slice{at} {} {} {}", self.boxed(lower), self.boxed(upper), self.boxed(step))
            }
            ExprKind::Lambda { params, body } => format!("Lambda{at} {} {}", self.params(params), self.expr(body)),
            ExprKind::Named { target, value } => format!("Named{at} {} {}", target.name, self.expr(value)),
            ExprKind::Comprehension { kind, element, value, clauses } => {
                let head = format!("Comp{at} {kind:?} {} {}", self.expr(element), self.boxed(value));
                clauses.iter().fold(head, |text, c| {
                    let (target, iter, ifs) = (self.expr(&c.target), self.expr(&c.iter), self.list(&c.conditions));
                    format!("{text} for {} {target} {iter} {ifs}", u8::from(c.is_async))
                })
            }
            ExprKind::Yield(e) => format!("Yield{at} {}", self.boxed(e)),
            ExprKind::YieldFrom(e) => format!("YieldFrom{at} {}", self.expr(e)),
            ExprKind::Await(e) => format!("Await{at} {}", self.expr(e)),
        };
        format!("({body})")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn constant(c: &Constant) -> String {
    match c {
        Constant::Int(n) => format!("int {}", n.to_str_radix(16)),
        Constant::Float(f) => format!("float {:016x}", f.to_bits()),
        Constant::Complex(f) => format!("complex {:016x}", f.to_bits()),
        Constant::Str(text) => format!("str {}", hex(text)),
        Constant::Bytes(text) => format!("bytes {}", hex(text)),
        other => format!("{other:?}"),
    }
}
