import ast
import inspect

import dequantizer as dq
from conftest import REPOSITORY


def test_every_public_name_has_documentation_and_a_stub():
    stub = ast.parse((REPOSITORY / "Python" / "dequantizer" / "_core.pyi").read_text())
    typed = {node.name: node for node in stub.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for name in dq.__all__:
        if name == "__version__":
            continue
        item = getattr(dq, name)
        assert item.__doc__, name
        assert name in typed, name
        if inspect.isclass(item):
            members = {n.name if isinstance(n, ast.FunctionDef) else n.target.id for n in typed[name].body
                       if isinstance(n, (ast.FunctionDef, ast.AnnAssign))}
            public = {member for member in vars(item) if not member.startswith("_")}
            assert public <= members, (name, public - members)


def test_the_stub_has_the_parameters_of_the_functions():
    stub = ast.parse((REPOSITORY / "Python" / "dequantizer" / "_core.pyi").read_text())
    for node in stub.body:
        if isinstance(node, ast.FunctionDef):
            signature = getattr(dq, node.name).__doc__.splitlines()[0]
            for argument in node.args.args + node.args.kwonlyargs:
                assert f"{argument.arg}:" in signature, (node.name, argument.arg)


def test_the_version_is_that_of_the_programs(program):
    assert program("--version").stdout.split()[-1] == dq.__version__
