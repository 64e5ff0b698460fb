"""Language models: rules as their code has them."""

from initdocs.recipes.recipe import Recipe, Rule, Shapes, Source

D, V = 64, 300


def _blocks(name: str, parts: dict[str, tuple[int, ...]], count: int = 2) -> Shapes:
    return {f"{name}.{i}.{part}": shape for i in range(count) for part, shape in parts.items()}


_GPT: Shapes = {
    "transformer.wte.weight": (V, D), "transformer.wpe.weight": (48, D),
    **_blocks("transformer.h", {
        "ln_1.weight": (D,), "ln_1.bias": (D,), "attn.c_attn.weight": (3 * D, D),
        "attn.c_attn.bias": (3 * D,), "attn.c_proj.weight": (D, D), "attn.c_proj.bias": (D,),
        "ln_2.weight": (D,), "ln_2.bias": (D,), "mlp.c_fc.weight": (4 * D, D),
        "mlp.c_fc.bias": (4 * D,), "mlp.c_proj.weight": (D, 4 * D), "mlp.c_proj.bias": (D,),
    }),
    "transformer.ln_f.weight": (D,), "transformer.ln_f.bias": (D,),
}  # fmt: skip
_OLMO: Shapes = {
    "transformer.wte.weight": (V, D),
    **_blocks("transformer.blocks", {
        "attn_norm.weight": (D,), "att_proj.weight": (3 * D, D), "attn_out.weight": (D, D),
        "ff_norm.weight": (D,), "ff_proj.weight": (4 * D, D), "ff_out.weight": (D, 4 * D),
    }),
    "transformer.ln_f.weight": (D,), "transformer.ff_out.weight": (V, D),
}  # fmt: skip
_OLMO_SOURCES = (
    Source("allenai/OLMo", "olmo/initialization.py", "ce5f30d56e90f85d87e2fc8b9158dffe442c0fbd"),
    Source("allenai/OLMo", "olmo/model.py", "e80587a4a89100fa616de8ee5c914b1194baaf69"),
)
_SCALES = Rule("*norm.weight", 1, "scales of the norms")
_SCALE = Rule("*ln_*.weight", 1, "scales of the norms")
_BIASES = Rule("*bias", 0, "biases, and shifts of the norms")

RECIPES = (
    Recipe(
        "gpt2", "GPT-2",
        "One constant for all matrices, and the last matrix of each branch divided by the root "
        "of the number of branches.",
        (
            Rule("*.weight", "normal(std=0.02)", "matrices and embeddings, whatever their width"),
            Rule("*.c_proj.weight", "normal(std=0.02/sqrt(2*layers))",
                 "the last matrix of each of the two branches in a block"),
            _BIASES, _SCALE,
        ),
        (Source("karpathy/nanoGPT", "model.py", "0011cd4442915c844e9b8f5c5117f25f5a7096c5"),),
        _GPT, "transformer.h.0.mlp.c_proj.weight",
        "The head is tied with the token embedding, so its start is the embedding's.",
    ),
    Recipe(
        "llama", "Llama, as torchtitan trains it",
        "A constant for what leads into a branch, a smaller one the deeper the block for what "
        "leads out, and a head that gives logits of variance 1.",
        (
            Rule("tok_embeddings.weight", "normal(std=1)", "token embeddings"),
            Rule("*.w[qkv].weight", "normal(std=0.02)", "queries, keys, values"),
            Rule("*.w1.weight", "normal(std=0.02)", "the gate of the SwiGLU"),
            Rule("*.w[23].weight", "normal(std=0.02/sqrt(2*(layer+1)))",
                 "the other two matrices of the SwiGLU, by depth"),
            Rule("*.wo.weight", "normal(std=0.02/sqrt(2*(layer+1)))",
                 "the output of attention, by depth"),
            _SCALES,
            Rule("output.weight", "normal(std=1/sqrt(fan_in), cut=3)", "the head"),
        ),
        (Source("pytorch/torchtitan", "torchtitan/models/llama/model.py",
                "0199cbc1ba671c15df501fd9aa8bb68afd4352fd"),),
        {
            "tok_embeddings.weight": (V, D),
            **_blocks("layers", {
                "attention.wq.weight": (D, D), "attention.wk.weight": (D // 2, D),
                "attention.wv.weight": (D // 2, D), "attention.wo.weight": (D, D),
                "feed_forward.w1.weight": (3 * D, D), "feed_forward.w2.weight": (D, 3 * D),
                "feed_forward.w3.weight": (3 * D, D), "attention_norm.weight": (D,),
                "ffn_norm.weight": (D,),
            }),
            "norm.weight": (D,), "output.weight": (V, D),
        },
        "layers.1.feed_forward.w2.weight",
        "This is `depth_init=True`; without it each block has the last one's deviation. The "
        "code's `trunc_normal_` cuts at an absolute 2, which at these sizes cuts nothing; only "
        "the head is cut, at three deviations.",
    ),
    Recipe(
        "olmo-normal", "OLMo, `normal`",
        "One constant, and the last matrix of each feed-forward branch scaled down.",
        (
            Rule("*.weight", "normal(std=std)", "matrices and embeddings"),
            Rule("*.blocks.*.ff_out.weight", "normal(std=std/sqrt(2*layers))",
                 "marked as residual, so divided by the root of the number of branches"),
            _SCALES, _SCALE,
        ),
        _OLMO_SOURCES, _OLMO, "transformer.blocks.0.ff_out.weight",
        "The output of attention is not marked as residual at this commit, so it keeps the "
        "constant.",
        {"std": 0.02},
    ),
    Recipe(
        "olmo-mitchell", "OLMo, `mitchell`",
        "The root of the width for what leads into a branch, and of width and depth for what "
        "leads out.",
        (
            Rule("*.weight", "normal(std=1/sqrt(fan_in), cut=3)", "matrices, by their inputs"),
            Rule("*wte.weight", "normal(std=1/sqrt(width), cut=3)", "token embeddings"),
            Rule("*.blocks.*_out.weight", "normal(std=1/sqrt(2*fan_in*(layer+1)), cut=3)",
                 "what leads out of a branch, by depth"),
            _SCALES, _SCALE,
        ),
        _OLMO_SOURCES, _OLMO, "transformer.blocks.1.ff_out.weight",
        "All draws are cut at three deviations, which leaves 0.987 of each.",
    ),
    Recipe(
        "olmo-megatron", "OLMo, `full_megatron`",
        "GPT-2's two constants, with a head by its width.",
        (
            Rule("*.weight", "normal(std=std, cut=3)", "what leads into a branch"),
            Rule("*.blocks.*_out.weight", "normal(std=std/sqrt(2*layers), cut=3)",
                 "what leads out of a branch"),
            Rule("*wte.weight", "normal(std=std*sqrt(width), cut=3)", "token embeddings"),
            Rule("transformer.ff_out.weight", "normal(std=1/sqrt(fan_in), cut=3)", "the head"),
            _SCALES, _SCALE,
        ),
        _OLMO_SOURCES, _OLMO, "transformer.blocks.0.attn_out.weight",
        "All draws are cut at three deviations. The embedding's factor √width stands in this "
        "commit; others draw it as the matrices.",
        {"std": 0.02},
    ),
    Recipe(
        "nanochat", "nanochat",
        "Every branch and the head start at zero, so the model starts as its embedding.",
        (
            Rule("*.weight", "normal(std=min(1, sqrt(fan_out/fan_in))/sqrt(fan_in))",
                 "matrices, so that their spectral norm suits their shape"),
            Rule("*wte.weight", "normal(std=1)", "token embeddings"),
            Rule("*.c_proj.weight", 0, "the last matrix of each branch"),
            Rule("lm_head.weight", 0, "the head: all tokens are equally likely at first"),
        ),
        (Source("karpathy/nanochat", "nanochat/gpt.py",
                "025c43273999f1efdc2ba96fec5c19b500428e10"),),
        {
            "transformer.wte.weight": (V, D),
            **_blocks("transformer.h", {
                "attn.c_q.weight": (D, D), "attn.c_k.weight": (D // 2, D),
                "attn.c_v.weight": (D // 2, D), "attn.c_proj.weight": (D, D),
                "mlp.c_fc.weight": (4 * D, D), "mlp.c_proj.weight": (D, 4 * D),
            }),
            "lm_head.weight": (V, D),
        },
        "transformer.h.0.attn.c_k.weight",
        "The embedding is stored in bfloat16. The norms have no parameters, and there are no "
        "biases. In the first step only the head gets a gradient, in the second the branches do.",
    ),
    Recipe(
        "t5", "T5",
        "No 1/√d before the softmax: the queries are drawn smaller instead.",
        (
            Rule("*.weight", "normal(std=1/sqrt(fan_in))", "matrices, by their inputs"),
            Rule("*.q.weight", "normal(std=1/sqrt(fan_in*d_kv))",
                 "queries: the scores are not divided by the root of the head's size"),
            Rule("*relative_attention_bias.weight", "normal(std=1/sqrt(width))",
                 "biases of the relative positions"),
            Rule("shared.weight", "normal(std=1)", "token embeddings, and the tied head"),
            Rule("*layer_norm.weight", 1, "scales of the norms"),
        ),
        (Source("huggingface/transformers", "src/transformers/models/t5/modeling_t5.py",
                "001359e316a869566f3da5326cbcbc7627705785"),),
        {
            "shared.weight": (V, D),
            **_blocks("encoder.block", {
                "layer.0.SelfAttention.q.weight": (D, D),
                "layer.0.SelfAttention.k.weight": (D, D),
                "layer.0.SelfAttention.v.weight": (D, D),
                "layer.0.SelfAttention.o.weight": (D, D),
                "layer.0.layer_norm.weight": (D,), "layer.1.DenseReluDense.wi.weight": (4 * D, D),
                "layer.1.DenseReluDense.wo.weight": (D, 4 * D), "layer.1.layer_norm.weight": (D,),
            }),
            "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight": (32, 8),
            "encoder.final_layer_norm.weight": (D,),
        },
        "encoder.block.0.layer.0.SelfAttention.q.weight",
        "A tied head is scaled by 1/√width in `forward`, which no tensor shows.",
        {"d_kv": 64},
    ),
    Recipe(
        "bert", "BERT",
        "One constant for everything, without a scaling by depth: each branch is normalized after "
        "the sum.",
        (
            Rule("*.weight", "normal(std=0.02)", "matrices and embeddings, the row of padding 0"),
            Rule("*bias", 0, "biases, and shifts of the norms"),
            Rule("*LayerNorm.weight", 1, "scales of the norms"),
        ),
        (Source("huggingface/transformers", "src/transformers/models/bert/modeling_bert.py",
                "004ad5f50b627b59bf0d581c31bc0052b6cfd40b"),),
        {
            "embeddings.word_embeddings.weight": (V, D),
            "embeddings.position_embeddings.weight": (48, D),
            "embeddings.LayerNorm.weight": (D,), "embeddings.LayerNorm.bias": (D,),
            **_blocks("encoder.layer", {
                "attention.self.query.weight": (D, D), "attention.self.query.bias": (D,),
                "attention.output.dense.weight": (D, D), "attention.output.dense.bias": (D,),
                "attention.output.LayerNorm.weight": (D,), "intermediate.dense.weight": (4 * D, D),
                "output.dense.weight": (D, 4 * D), "output.LayerNorm.bias": (D,),
            }),
            "pooler.dense.weight": (D, D), "pooler.dense.bias": (D,),
        },
        "encoder.layer.0.output.dense.weight",
        "The original in TensorFlow cuts its draws at two deviations; this port does not.",
    ),
    Recipe(
        "mixtral", "Mixtral",
        "Router and experts are drawn as every other matrix.",
        (
            Rule("*.weight", "normal(std=std)", "matrices, experts, router and embeddings"),
            Rule("*.experts.*_proj", "normal(std=std)",
                 "experts in one stack, as later releases hold them"),
            Rule("*norm.weight", 1, "scales of the norms"),
        ),
        (Source("huggingface/transformers", "src/transformers/models/mixtral/modeling_mixtral.py",
                "af3efdd71ee5b568dfdb71bb41d316df830147af"),),
        {
            "model.embed_tokens.weight": (V, D),
            **_blocks("model.layers", {
                "self_attn.q_proj.weight": (D, D), "self_attn.k_proj.weight": (D // 4, D),
                "self_attn.v_proj.weight": (D // 4, D), "self_attn.o_proj.weight": (D, D),
                "block_sparse_moe.gate.weight": (4, D),
                **{f"block_sparse_moe.experts.{e}.w{i}.weight": (2 * D, D) if i != 2 else (D, 2 * D)
                   for e in range(2) for i in (1, 2, 3)},
                "input_layernorm.weight": (D,), "post_attention_layernorm.weight": (D,),
            }),
            "model.layers.0.mlp.experts.down_proj": (2, D, 2 * D),
            "model.norm.weight": (D,), "lm_head.weight": (V, D),
        },
        "model.layers.0.block_sparse_moe.gate.weight",
        "With inputs of variance 1 and 4,096 features the router's logits have the deviation "
        "0.02·√4096 = 1.28. `std` is the configuration's `initializer_range`.",
        {"std": 0.02},
    ),
    Recipe(
        "mup", "μP, the Transformer of its authors",
        "Matrices by their width, embeddings of a fixed size, and a readout of zero.",
        (
            Rule("*.weight", "normal(std=1/sqrt(fan_in))", "hidden matrices"),
            Rule("*in_proj_weight", "normal(std=1/sqrt(fan_in))", "queries, keys and values"),
            Rule("*.linear2.weight", "normal(std=1/sqrt(fan_out))",
                 "the second matrix of a feed-forward block: by the width of the model, not of "
                 "the block"),
            Rule("encoder.weight", "normal(std=1)", "token embeddings, PyTorch's default"),
            Rule("decoder.weight", 0, "the readout"),
            Rule("*bias", 0, "biases, and shifts of the norms"),
            Rule("*.norm?.weight", 1, "scales of the norms"),
        ),
        (Source("microsoft/mup", "examples/Transformer/model.py",
                "0518b39e91caa5d81ad0529225046cbdfdef69c4"),),
        {
            "encoder.weight": (V, D),
            **_blocks("transformer_encoder.layers", {
                "self_attn.in_proj_weight": (3 * D, D), "self_attn.in_proj_bias": (3 * D,),
                "self_attn.out_proj.weight": (D, D), "self_attn.out_proj.bias": (D,),
                "linear1.weight": (4 * D, D), "linear1.bias": (4 * D,),
                "linear2.weight": (D, 4 * D), "linear2.bias": (D,),
                "norm1.weight": (D,), "norm1.bias": (D,),
            }),
            "decoder.weight": (V, D), "decoder.bias": (V,),
        },
        "transformer_encoder.layers.0.linear2.weight",
        "The rest of μP stands in `forward` and in the optimizer: scores are divided by the size "
        "of a head, not by its root, the readout by the width, and Adam's rate of hidden matrices "
        "too.",
    ),
    Recipe(
        "completep", "CompleteP",
        "μP over width, and branches divided by the depth in `forward`: no scaling by depth in "
        "the start.",
        (
            Rule("*.weight", "normal(std=std/sqrt(width_multiplier))", "hidden matrices"),
            Rule("*.w[tp]e.weight", "normal(std=std)", "embeddings, and the tied head"),
            _BIASES, _SCALE,
        ),
        (Source("clairez-cerebras/nanoGPT-mup", "model.py",
                "95aa8468de2eb708ab624cc4b2b4a580cbbd4cfd"),),
        _GPT, "transformer.h.0.mlp.c_proj.weight",
        "`width_multiplier` is the width by that of the tuned model. In `forward` each branch is "
        "multiplied by 1/(depth multiplier) to the power α, with α = 1; Adam's rates and ε "
        "follow.",
        {"std": 0.02, "width_multiplier": 1.0},
    ),
)  # fmt: skip
