//! Imports: builtin modules, and files and packages along `sys.path`.

use std::path::{Path, PathBuf};

use crate::heap::Value;
use crate::objects::function::new_module;
use crate::objects::{Module, Str, Tuple, dict};

use super::{E, N, Raised, Res, Vm};

/// A module that needs no file: written in Rust, in Python, or in both.
pub struct BuiltinModule {
    pub name: &'static str,
    /// Makes what is written in Rust; without it, the module starts empty.
    pub init: Option<fn(&mut Vm) -> Res>,
    /// What is then run in the module's namespace.
    pub source: Option<&'static str>,
    /// Whether it may have submodules.
    pub is_package: bool,
    /// The module that this one is another name of.
    pub same_as: Option<&'static str>,
}

impl BuiltinModule {
    pub const fn rust(name: &'static str, init: fn(&mut Vm) -> Res) -> BuiltinModule {
        BuiltinModule { name, init: Some(init), source: None, is_package: false, same_as: None }
    }

    pub const fn python(name: &'static str, source: &'static str) -> BuiltinModule {
        BuiltinModule { name, init: None, source: Some(source), is_package: false, same_as: None }
    }

    pub const fn both(name: &'static str, init: fn(&mut Vm) -> Res, source: &'static str) -> BuiltinModule {
        BuiltinModule { name, init: Some(init), source: Some(source), is_package: false, same_as: None }
    }

    /// Another name of a module: where CPython has what is written in C under a name of its own.
    pub const fn alias(name: &'static str, of: &'static str) -> BuiltinModule {
        BuiltinModule { name, init: None, source: None, is_package: false, same_as: Some(of) }
    }

    /// The same as a package.
    pub const fn package(self) -> BuiltinModule {
        BuiltinModule { is_package: true, ..self }
    }
}

/// How the names of files begin that are a part of the program: no traceback shows their code.
pub const FROZEN: &str = "<frozen ";

/// What imports need to know.
#[derive(Default)]
pub struct Imports {
    /// The modules written in Rust.
    pub builtin: &'static [BuiltinModule],
}

/// Where a module's text is.
enum Found {
    File(PathBuf),
    /// Folder, and its `__init__.py`.
    Package(PathBuf, PathBuf),
    /// Folders without `__init__.py`.
    Namespace(Vec<PathBuf>),
}

fn text(value: &Value) -> Option<String> {
    value.cast::<Str>().map(|text| text.to_text().into_owned())
}

impl Vm {
    /// What an `import` statement yields: the module of a `from` import, else the package at the head of the name.
    pub fn import(&mut self, name: &Value, from_list: &Value, level: u32) -> Res {
        let Some(name) = text(name) else { return Err(self.type_error("module name must be a string")) };
        let absolute = if level == 0 { name.clone() } else { self.resolve_relative(&name, level)? };
        if absolute.is_empty() {
            return Err(self.value_error("Empty module name"));
        }
        let module = self.import_module(&absolute)?;
        // A program may give `__import__` any iterable.
        let wanted = match from_list.cast::<Tuple>() {
            Some(names) => names.elements().to_vec(),
            None if from_list.is_empty() || !self.truth(from_list)? => Vec::new(),
            None => self.collect(from_list)?,
        };
        if wanted.is_empty() {
            if level > 0 {
                let first = name.split('.').next().unwrap_or(&name);
                let cut = absolute.len() - (name.len() - first.len());
                return self.import_module(absolute.get(..cut).unwrap_or(&absolute));
            }
            let first = absolute.split('.').next().unwrap_or(&absolute);
            return if first == absolute { Ok(module) } else { self.import_module(first) };
        }
        self.import_submodules(&module, &absolute, wanted)?;
        Ok(module)
    }

    /// The submodules that a `from` import names.
    fn import_submodules(&mut self, module: &Value, absolute: &str, mut wanted: Vec<Value>) -> Res<()> {
        let path = self.name(N::path);
        if self.get_attr_opt(module, &path)?.is_none() {
            return Ok(());
        }
        if wanted.iter().any(|name| text(name).as_deref() == Some("*")) {
            let all = self.name(N::all);
            if let Some(all) = self.get_attr_opt(module, &all)? {
                wanted.extend(self.collect(&all)?);
            }
            wanted.retain(|name| text(name).as_deref() != Some("*"));
        }
        for name in wanted {
            if name.cast::<Str>().is_none() || self.get_attr_opt(module, &name)?.is_some() {
                continue;
            }
            let full = format!("{absolute}.{}", text(&name).unwrap_or_default());
            let result = self.import_module(&full);
            if let Err(raised) = result {
                // The statement itself complains of a name that is neither attribute nor module.
                let absent = self.raised_is(E::ModuleNotFoundError) && {
                    let missing = self.exception_member(&self.raised, N::attr_name);
                    missing.and_then(|missing| text(&missing)).as_deref() == Some(&full)
                };
                if !absent {
                    return Err(raised);
                }
                drop(self.take_raised(raised));
            }
        }
        Ok(())
    }

    fn resolve_relative(&mut self, name: &str, level: u32) -> Res<String> {
        let globals = self.current_globals();
        let member = |vm: &mut Vm, key: &str| vm.dict_get_str(&globals, key);
        let package = match member(self, "__package__").and_then(|package| text(&package)) {
            Some(package) => package,
            None => {
                let own = member(self, "__name__").and_then(|name| text(&name)).unwrap_or_default();
                if member(self, "__path__").is_some() {
                    own
                } else {
                    own.rsplit_once('.').map_or_else(String::new, |(package, _)| package.to_owned())
                }
            }
        };
        if package.is_empty() {
            return Err(self.raise(E::ImportError, "attempted relative import with no known parent package"));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((outer, _)) => base = outer,
                None => return Err(self.raise(E::ImportError, "attempted relative import beyond top-level package")),
            }
        }
        Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
    }

    /// The module of an absolute name, with its packages.
    pub fn import_module(&mut self, name: &str) -> Res {
        let modules = self.modules.clone();
        if let Some(known) = self.dict_get_str(&modules, name) {
            if known.is_none() {
                let message = format!("import of {name} halted; None in sys.modules");
                return Err(self.raise_not_found(message, name));
            }
            return Ok(known);
        }
        let Some((parent_name, last)) = name.rsplit_once('.') else { return self.load_module(name, name, None) };
        let parent = self.import_module(parent_name)?;
        if let Some(known) = self.dict_get_str(&modules, name) {
            return Ok(known);
        }
        let path = self.name(N::path);
        let Some(path) = self.get_attr_opt(&parent, &path)? else {
            let message = format!("No module named '{name}'; '{parent_name}' is not a package");
            return Err(self.raise_not_found(message, name));
        };
        let module = self.load_module(name, last, Some(path))?;
        let last = self.intern(last);
        self.set_attr(&parent, &last, module.clone())?;
        Ok(module)
    }

    #[cold]
    fn raise_not_found(&mut self, message: String, name: &str) -> Raised {
        let raised = self.raise(E::ModuleNotFoundError, message);
        let name = self.str(name);
        self.annotate_raised(N::attr_name, name);
        raised
    }

    fn load_module(&mut self, name: &str, last: &str, path: Option<Value>) -> Res {
        let builtins = self.imports.builtin;
        if let Some(builtin) = builtins.iter().find(|builtin| builtin.name == name) {
            return self.load_builtin(builtin);
        }
        let folders = match path {
            Some(path) => self.collect(&path)?,
            None => self.search_path()?,
        };
        let folders: Vec<PathBuf> = folders.iter().filter_map(text).map(PathBuf::from).collect();
        match find(&folders, last) {
            Some(found) => self.load_found(name, found),
            None => Err(self.raise_not_found(format!("No module named '{name}'"), name)),
        }
    }

    fn load_builtin(&mut self, builtin: &'static BuiltinModule) -> Res {
        if let Some(other) = builtin.same_as {
            let module = self.import_module(other)?;
            let modules = self.modules.clone();
            self.dict_set_str(&modules, builtin.name, module.clone())?;
            return Ok(module);
        }
        let module = match builtin.init {
            Some(init) => init(self)?,
            None => self.new_module(builtin.name, None)?,
        };
        let modules = self.modules.clone();
        self.dict_set_str(&modules, builtin.name, module.clone())?;
        let Some(source) = builtin.source else { return Ok(module) };
        let namespace = module.cast::<Module>().map(|module| module.dict.get()).unwrap_or_default();
        let package = if builtin.is_package {
            let path = self.list(Vec::new());
            self.dict_set_str(&namespace, "__path__", path)?;
            builtin.name
        } else {
            builtin.name.rsplit_once('.').map_or("", |(package, _)| package)
        };
        let package = self.str(package);
        self.dict_set_str(&namespace, "__package__", package)?;
        let members = self.builtins.clone();
        self.dict_set_str(&namespace, "__builtins__", members)?;
        let filename = format!("{FROZEN}{}>", builtin.name);
        self.run_module(builtin.name, module, |vm| vm.run_source(source.as_bytes(), &filename, &namespace))
    }

    fn search_path(&mut self) -> Res<Vec<Value>> {
        let sys = self.sys.clone();
        match self.dict_get_str(&sys, "path") {
            Some(path) => self.collect(&path),
            None => Ok(Vec::new()),
        }
    }

    fn load_found(&mut self, name: &str, found: Found) -> Res {
        let module = self.new_module(name, None)?;
        let dict = module.cast::<Module>().map(|module| module.dict.get()).unwrap_or_default();
        let (file, folders) = match found {
            Found::File(file) => (Some(file), None),
            Found::Package(folder, file) => (Some(file), Some(vec![folder])),
            Found::Namespace(folders) => (None, Some(folders)),
        };
        let package = match &folders {
            Some(_) => name,
            None => name.rsplit_once('.').map_or("", |(package, _)| package),
        };
        let package = self.str(package);
        self.dict_set_str(&dict, "__package__", package)?;
        if let Some(folders) = folders {
            let folders = folders.iter().map(|folder| self.str(&folder.to_string_lossy())).collect();
            let folders = self.list(folders);
            self.dict_set_str(&dict, "__path__", folders)?;
        }
        let modules = self.modules.clone();
        let Some(file) = file else {
            self.dict_set_str(&modules, name, module.clone())?;
            return Ok(module);
        };
        let shown = file.to_string_lossy().into_owned();
        let file_value = self.str(&shown);
        self.dict_set_str(&dict, "__file__", file_value.clone())?;
        self.dict_set_str(&dict, "__cached__", Value::NONE)?;
        let builtins = self.builtins.clone();
        self.dict_set_str(&dict, "__builtins__", builtins)?;
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => return Err(self.raise_os_error(&error, file_value)),
        };
        self.dict_set_str(&modules, name, module.clone())?;
        self.run_module(name, module, |vm| vm.run_source(&bytes, &shown, &dict))
    }

    /// Runs the text of a module, which stands in `sys.modules` meanwhile, and afterwards if all went well.
    fn run_module(&mut self, name: &str, module: Value, run: impl FnOnce(&mut Vm) -> Res) -> Res {
        let modules = self.modules.clone();
        self.set_initialising(&module, true);
        let result = run(self);
        self.set_initialising(&module, false);
        match result {
            Ok(_) => match self.dict_get_str(&modules, name) {
                // A module may put something else into `sys.modules`.
                Some(module) => Ok(module),
                None => Err(self.raise(E::KeyError, format!("'{name}'"))),
            },
            Err(raised) => {
                let exception = self.take_raised(raised);
                let key = self.str(name);
                match self.dict_remove(&modules, &key) {
                    Ok(removed) => drop(removed),
                    Err(raised) => drop(self.take_raised(raised)),
                }
                Err(self.reraise(exception))
            }
        }
    }

    fn set_initialising(&self, module: &Value, initialising: bool) {
        if let Some(module) = module.cast::<Module>() {
            module.initialising.set(initialising);
        }
    }

    /// What `from module import name` binds.
    pub fn import_from(&mut self, module: &Value, name: &Value) -> Res {
        if let Some(value) = self.get_attr_opt(module, name)? {
            return Ok(value);
        }
        let name_text = text(name).unwrap_or_default();
        let own_name = match self.get_attr_opt(module, &self.name(N::name))? {
            Some(own_name) => text(&own_name),
            None => None,
        };
        if let Some(own_name) = &own_name {
            let modules = self.modules.clone();
            if let Some(submodule) = self.dict_get_str(&modules, &format!("{own_name}.{name_text}")) {
                return Ok(submodule);
            }
        }
        let shown_name = own_name.clone().unwrap_or_else(|| "<unknown module name>".to_owned());
        let file = match self.get_attr_opt(module, &self.name(N::file))? {
            Some(file) => text(&file),
            None => None,
        };
        let place = file.clone().unwrap_or_else(|| "unknown location".to_owned());
        let message = if module.cast::<Module>().is_some_and(|module| module.initialising.get()) {
            format!(
                "cannot import name '{name_text}' from partially initialized module '{shown_name}' \
                 (most likely due to a circular import) ({place})"
            )
        } else {
            format!("cannot import name '{name_text}' from '{shown_name}' ({place})")
        };
        let raised = self.raise(E::ImportError, message);
        let own_name = own_name.map_or(Value::NONE, |name| self.str(&name));
        self.annotate_raised(N::attr_name, own_name);
        if let Some(file) = file {
            let file = self.str(&file);
            self.annotate_raised(N::import_path, file);
        }
        Err(raised)
    }

    /// `from module import *` into the running module's namespace.
    pub fn import_star(&mut self, module: &Value) -> Res<()> {
        let locals = self.current_locals()?;
        let all = self.name(N::all);
        let (names, all_given) = match self.get_attr_opt(module, &all)? {
            Some(all) => (self.collect(&all)?, true),
            None => {
                let dict_name = self.name(N::dict);
                let Some(namespace) = self.get_attr_opt(module, &dict_name)? else {
                    return Err(self.raise(E::ImportError, "from-import-* object has no __dict__ and no __all__"));
                };
                (self.collect(&namespace)?, false)
            }
        };
        for name in names {
            let Some(string) = name.cast::<Str>() else {
                let (place, class) = (self.module_name(module).unwrap_or_default(), self.type_name(&name));
                let what = if all_given { "Item" } else { "Key" };
                let list = if all_given { "__all__" } else { "__dict__" };
                return Err(self.type_error(format!("{what} in {place}.{list} must be str, not {class}")));
            };
            if !all_given && string.bytes().first() == Some(&b'_') {
                continue;
            }
            let value = self.get_attr(module, &name)?;
            let name = self.world.interner.intern(&name);
            self.dict_set(&locals, name, value)?;
        }
        Ok(())
    }

    /// A module with the members that every module has.
    pub fn new_module(&mut self, name: &str, doc: Option<&str>) -> Res {
        let dict = dict::new_dict();
        let name = self.intern(name);
        let doc = doc.map_or(Value::NONE, |doc| self.str(doc));
        self.dict_set_str(&dict, "__name__", name)?;
        self.dict_set_str(&dict, "__doc__", doc)?;
        self.dict_set_str(&dict, "__package__", Value::NONE)?;
        self.dict_set_str(&dict, "__loader__", Value::NONE)?;
        self.dict_set_str(&dict, "__spec__", Value::NONE)?;
        Ok(new_module(dict))
    }

    /// Adds functions written in Rust to a module.
    pub fn add_functions(&mut self, module: &Value, functions: &'static [super::Decl]) -> Res<()> {
        let name = self.module_name(module).unwrap_or_default();
        self.add_functions_of(module, &name, functions)
    }

    /// Functions that say that they are of another module, as those of CPython's part in C do.
    pub fn add_functions_of(&mut self, module: &Value, name: &str, functions: &'static [super::Decl]) -> Res<()> {
        let Some(dict) = module.cast::<Module>().map(|module| module.dict.get()) else { return Ok(()) };
        let name = self.intern(name);
        for decl in functions {
            let function = self.native_function(decl, module.clone(), name.clone());
            self.dict_set_str(&dict, decl.name(), function)?;
        }
        Ok(())
    }

    /// Adds a member to a module.
    pub fn add_member(&mut self, module: &Value, name: &str, value: Value) -> Res<()> {
        let Some(dict) = module.cast::<Module>().map(|module| module.dict.get()) else { return Ok(()) };
        self.dict_set_str(&dict, name, value)
    }

    /// For `-m`: the program that a builtin package is, with its file name.
    pub fn builtin_program(&self, name: &str) -> Option<(&'static str, String)> {
        let main = format!("{name}.__main__");
        let found = self.imports.builtin.iter().find(|builtin| builtin.name == main)?;
        Some((found.source?, format!("{FROZEN}{main}>")))
    }

    /// For `-m`: the file of a module along `sys.path`, and the name of the package that it is in.
    pub fn module_file(&mut self, name: &str) -> Res<Option<(String, String)>> {
        let (parent, last) = name.rsplit_once('.').unwrap_or(("", name));
        let folders = if parent.is_empty() {
            self.search_path()?
        } else {
            let parent = self.import_module(parent)?;
            let path = self.name(N::path);
            match self.get_attr_opt(&parent, &path)? {
                Some(path) => self.collect(&path)?,
                None => return Ok(None),
            }
        };
        let folders: Vec<PathBuf> = folders.iter().filter_map(text).map(PathBuf::from).collect();
        Ok(match find(&folders, last) {
            Some(Found::File(file)) => Some((file.to_string_lossy().into_owned(), parent.to_owned())),
            Some(Found::Package(folder, _)) => {
                let file = folder.join("__main__.py");
                self.import_module(name)?;
                file.is_file().then(|| (file.to_string_lossy().into_owned(), name.to_owned()))
            }
            _ => None,
        })
    }

    /// Whether a value is a module that is written in Rust.
    pub fn is_builtin_module(&self, module: &Value) -> bool {
        let Some(name) = self.module_name(module) else { return false };
        self.imports.builtin.iter().any(|builtin| builtin.name == name)
    }
}

/// Looks for a module in folders, in order.
fn find(folders: &[PathBuf], name: &str) -> Option<Found> {
    let mut portions = Vec::new();
    for folder in folders {
        let here = if folder.as_os_str().is_empty() { Path::new(".").to_path_buf() } else { folder.clone() };
        let package = here.join(name);
        let init = package.join("__init__.py");
        let shown = |path: &Path| match folder.as_os_str().is_empty() {
            true => std::env::current_dir().unwrap_or_default().join(path.strip_prefix(".").unwrap_or(path)),
            false => path.to_path_buf(),
        };
        if init.is_file() {
            return Some(Found::Package(shown(&package), shown(&init)));
        }
        let file = here.join(format!("{name}.py"));
        if file.is_file() {
            return Some(Found::File(shown(&file)));
        }
        if package.is_dir() {
            portions.push(shown(&package));
        }
    }
    if portions.is_empty() { None } else { Some(Found::Namespace(portions)) }
}
