"""The table of what transformers draw each of their matrices from, out of `initdocs.recipes`."""

import ast
import re
from collections.abc import Callable
from html import escape

from initdocs import recipes
from initdocs.recipes import Recipe
from initdocs_site.page.blocks import maths

#: what the matrices of a transformer are called here, along the way of the signal
KINDS = (
    "tokens or patches",
    "queries",
    "out of attention",
    "into the MLP",
    "out of the MLP",
    "head",
)
#: by recipe: a tensor of each kind, or what stands there instead
TENSORS: dict[str, tuple[str, ...]] = {
    "gpt2": (
        "transformer.wte.weight", "transformer.h.0.attn.c_attn.weight",
        "transformer.h.0.attn.c_proj.weight", "transformer.h.0.mlp.c_fc.weight",
        "transformer.h.0.mlp.c_proj.weight", "(tied)",
    ),
    "llama": (
        "tok_embeddings.weight", "layers.0.attention.wq.weight", "layers.0.attention.wo.weight",
        "layers.0.feed_forward.w1.weight", "layers.0.feed_forward.w2.weight", "output.weight",
    ),
    **dict.fromkeys(("olmo-normal", "olmo-mitchell", "olmo-megatron"), (
        "transformer.wte.weight", "transformer.blocks.0.att_proj.weight",
        "transformer.blocks.0.attn_out.weight", "transformer.blocks.0.ff_proj.weight",
        "transformer.blocks.0.ff_out.weight", "transformer.ff_out.weight",
    )),
    "nanochat": (
        "transformer.wte.weight", "transformer.h.0.attn.c_q.weight",
        "transformer.h.0.attn.c_proj.weight", "transformer.h.0.mlp.c_fc.weight",
        "transformer.h.0.mlp.c_proj.weight", "lm_head.weight",
    ),
    "t5": (
        "shared.weight", "encoder.block.0.layer.0.SelfAttention.q.weight",
        "encoder.block.0.layer.0.SelfAttention.o.weight",
        "encoder.block.0.layer.1.DenseReluDense.wi.weight",
        "encoder.block.0.layer.1.DenseReluDense.wo.weight", "(tied)",
    ),
    "bert": (
        "embeddings.word_embeddings.weight", "encoder.layer.0.attention.self.query.weight",
        "encoder.layer.0.attention.output.dense.weight",
        "encoder.layer.0.intermediate.dense.weight", "encoder.layer.0.output.dense.weight",
        "(tied)",
    ),
    "mixtral": (
        "model.embed_tokens.weight", "model.layers.0.self_attn.q_proj.weight",
        "model.layers.0.self_attn.o_proj.weight",
        "model.layers.0.block_sparse_moe.experts.0.w1.weight",
        "model.layers.0.block_sparse_moe.experts.0.w2.weight", "lm_head.weight",
    ),
    "vit": (
        "patch_embed.proj.weight", "blocks.0.attn.qkv.weight", "blocks.0.attn.proj.weight",
        "blocks.0.mlp.fc1.weight", "blocks.0.mlp.fc2.weight", "head.weight",
    ),
    "dit": (
        "x_embedder.proj.weight", "blocks.0.attn.qkv.weight", "blocks.0.attn.proj.weight",
        "blocks.0.mlp.fc1.weight", "blocks.0.mlp.fc2.weight", "final_layer.linear.weight",
    ),
}  # fmt: skip
#: by recipe: what it has beside these, and the tensor
BESIDES = {
    "gpt2": ("positions", "transformer.wpe.weight"),
    "t5": (
        "offsets",
        "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
    ),
    "bert": ("positions", "embeddings.position_embeddings.weight"),
    "mixtral": ("router", "model.layers.0.block_sparse_moe.gate.weight"),
    "vit": ("class", "cls_token"),
    "dit": ("adaLN", "blocks.0.adaLN_modulation.1.weight"),
}
#: names of a law as letters
LETTERS = {
    "layers": "L", "layer": "l", "fan_in": r"n_\text{in}", "fan_out": r"n_\text{out}",
    "outputs": "n", "width": "d", "d_kv": "d_k",
}  # fmt: skip


def render(address: Callable[[str], str]) -> str:
    """A row a model, a column a kind of matrix; each law is that of the model's recipe."""
    head = "".join(f"<th scope=col>{name}</th>" for name in ("model", *KINDS, "besides"))
    body = "".join(_row(recipes.get(name), tensors, address) for name, tensors in TENSORS.items())
    return (
        '<div class="wide-table" tabindex="0" role="group" aria-label="What transformers start '
        f'from"><table class="facts starts" data-search-exclude><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(recipe: Recipe, tensors: tuple[str, ...], address: Callable[[str], str]) -> str:
    at = address(f"reference/recipes/{recipe.name}.md")
    sources = ", ".join(f'<a href="{s.address}">{s.commit[:8]}</a>' for s in recipe.sources)
    cells = "".join(
        f'<td data-label="{kind}">{_cell(recipe, tensor)}</td>'
        for kind, tensor in zip(KINDS, tensors, strict=True)
    )
    what, tensor = BESIDES.get(recipe.name, ("", ""))
    cells += f"<td>{f'{what}<br>{_cell(recipe, tensor)}' if what else ''}</td>"
    title = escape(recipe.title.replace("`", ""))
    return (
        f'<tr><th scope=row><a href="{at}">{title}</a><br><small>{sources}</small></th>{cells}</tr>'
    )


def _cell(recipe: Recipe, tensor: str) -> str:
    if tensor.startswith("("):
        return tensor.strip("()")
    rule = recipe.rule(tensor, recipe.shapes[tensor])
    return f'<span title="{escape(tensor)}: {escape(rule.why)}">{law(rule.law, recipe)}</span>'


def law(told: str | float, recipe: Recipe) -> str:
    """A law as a formula: the standard deviation of a normal one, the bound of a uniform one.

    >>> "msqrt" in law("normal(std=0.02/sqrt(2*layers))", recipes.get("gpt2"))
    True
    """
    if not isinstance(told, str):
        return maths.to_mathml(_number(told))
    call = ast.parse(told, mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    given = {keyword.arg: _tex(keyword.value, recipe) for keyword in call.keywords}
    if call.func.id == "uniform":
        return maths.to_mathml(rf"\pm {given['bound']}")
    cut = f"<br><small>cut at {given['cut']}σ</small>" if "cut" in given else ""
    return maths.to_mathml(given["std"]) + cut


def _tex(of: ast.expr, recipe: Recipe) -> str:
    """An expression of a law in LaTeX."""
    if isinstance(of, ast.Constant):
        assert isinstance(of.value, int | float)
        return _number(of.value)
    if isinstance(of, ast.Name):
        known = LETTERS.get(of.id)
        return known or _number(recipe.options[of.id])
    if isinstance(of, ast.Call):
        assert isinstance(of.func, ast.Name)
        given = ", ".join(_tex(each, recipe) for each in of.args)
        return rf"\sqrt{{{given}}}" if of.func.id == "sqrt" else rf"\{of.func.id}({given})"
    assert isinstance(of, ast.BinOp)
    left, right = _tex(of.left, recipe), _tex(of.right, recipe)
    if isinstance(of.op, ast.Div):
        return f"{left} / {_bracketed(of.right, right)}"
    if isinstance(of.op, ast.Mult):
        left, right = _bracketed(of.left, left), _bracketed(of.right, right)
        # a number before a letter or a bracket needs no sign
        return f"{left}{right}" if re.match(r"[^\d\\]|\\sqrt", right) else rf"{left}\,{right}"
    return f"{left} + {right}"


def _number(value: float) -> str:
    """Digits, or a power of ten where it is one and small."""
    digits, _, power = f"{value:g}".partition("e")
    return f"10^{{{int(power)}}}" if power and digits == "1" else f"{value:g}"


def _bracketed(of: ast.expr, told: str) -> str:
    return f"({told})" if isinstance(of, ast.BinOp) and isinstance(of.op, ast.Add) else told
