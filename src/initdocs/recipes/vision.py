"""Models of images: rules as their code has them."""

from initdocs.recipes.recipe import Recipe, Rule, Shapes, Source

D = 64
_ENCODER: Shapes = {
    f"blocks.{i}.{part}": shape
    for i in range(2)
    for part, shape in {
        "attn.qkv.weight": (3 * D, D), "attn.qkv.bias": (3 * D,), "attn.proj.weight": (D, D),
        "attn.proj.bias": (D,), "mlp.fc1.weight": (4 * D, D), "mlp.fc1.bias": (4 * D,),
        "mlp.fc2.weight": (D, 4 * D), "mlp.fc2.bias": (D,),
    }.items()
}  # fmt: skip
_DEFAULT = Rule("*", "uniform(bound=1/sqrt(fan_in))", "what PyTorch draws by itself, biases too")


def _resnet() -> Shapes:
    shapes: dict[str, tuple[int, ...]] = {"conv1.weight": (D, 3, 7, 7), "bn1.weight": (D,),
                                          "bn1.bias": (D,)}  # fmt: skip
    for i in range(2):
        for n, kernel in ((1, (32, D, 1, 1)), (2, (32, 32, 3, 3)), (3, (D, 32, 1, 1))):
            shapes[f"layer1.{i}.conv{n}.weight"] = kernel
            shapes |= {f"layer1.{i}.bn{n}.{part}": kernel[:1] for part in ("weight", "bias")}
    return shapes | {"fc.weight": (10, D), "fc.bias": (10,)}


_RESNET_SOURCE = (
    Source("pytorch/vision", "torchvision/models/resnet.py",
           "054e54c573ba46e5b9c63f1eea3ad4d103afbea2"),
)  # fmt: skip
_RESNET = (
    Rule("*.weight", "normal(std=sqrt(2/fan_out))", "kernels, by what one input reaches", axes=4),
    Rule("*.weight", 1, "scales of the norms", axes=1),
    Rule("*bias", 0, "shifts of the norms"),
    Rule("fc.*", "uniform(bound=1/sqrt(fan_in))", "the head, as PyTorch draws it by itself"),
)

RECIPES = (
    Recipe(
        "vit", "ViT, as timm starts it",
        "The transformers' constant for every matrix; the patches are embedded by PyTorch's "
        "default.",
        (
            Rule("*.weight", "normal(std=0.02)", "matrices", axes=2),
            Rule("*bias", 0, "biases, and shifts of the norms"),
            Rule("*norm*.weight", 1, "scales of the norms"),
            Rule("patch_embed.proj.*", "uniform(bound=1/sqrt(fan_in))",
                 "the embedding of patches, a convolution"),
            Rule("pos_embed", "normal(std=0.02)", "the embedding of positions"),
            Rule("cls_token", "normal(std=1e-6)", "the class token: nothing, nearly"),
        ),
        (Source("huggingface/pytorch-image-models", "timm/models/vision_transformer.py",
                "94567641e33d5c16b2262ccbec33f2a603e612ed"),),
        {
            "cls_token": (1, 1, D), "pos_embed": (1, 50, D),
            "patch_embed.proj.weight": (D, 3, 8, 8), "patch_embed.proj.bias": (D,), **_ENCODER,
            "blocks.0.norm1.weight": (D,), "blocks.0.norm1.bias": (D,),
            "norm.weight": (D,), "norm.bias": (D,), "head.weight": (100, D), "head.bias": (100,),
        },
        "patch_embed.proj.weight",
        "The code's `trunc_normal_` cuts at an absolute 2, a hundred deviations, and so nothing.",
    ),
    Recipe(
        "dit", "DiT: diffusion with adaLN-Zero",
        "Each block's modulation is zero, so every block starts as the identity, and the output "
        "as zero.",
        (
            Rule("*.weight", "uniform(bound=sqrt(6/(fan_in + fan_out)))",
                 "matrices: Xavier's law", axes=2),
            Rule("*.qkv.weight", "uniform(bound=sqrt(6/(fan_in + outputs)))",
                 "queries, keys and values, drawn as one matrix"),
            Rule("*bias", 0, "biases"),
            Rule("x_embedder.proj.weight", "uniform(bound=sqrt(6/(fan_in + outputs)))",
                 "the embedding of patches, as if it were a matrix"),
            Rule("x_embedder.proj.bias", "uniform(bound=1/sqrt(fan_in))", "PyTorch's default"),
            Rule("[ty]_embedder.*.weight", "normal(std=0.02)", "embeddings of time and class"),
            Rule("*adaLN_modulation.1.*", 0, "shifts, scales and gates: no branch at the start"),
            Rule("final_layer.linear.*", 0, "the output"),
        ),
        (Source("facebookresearch/DiT", "models.py",
                "00d70acc18e08f7c131d2c9bc94158dfa189d95b"),),
        {
            "x_embedder.proj.weight": (D, 4, 2, 2), "x_embedder.proj.bias": (D,),
            "t_embedder.mlp.0.weight": (D, 256), "t_embedder.mlp.0.bias": (D,),
            "t_embedder.mlp.2.weight": (D, D), "t_embedder.mlp.2.bias": (D,),
            "y_embedder.embedding_table.weight": (101, D), **_ENCODER,
            "blocks.0.adaLN_modulation.1.weight": (6 * D, D),
            "blocks.0.adaLN_modulation.1.bias": (6 * D,),
            "final_layer.adaLN_modulation.1.weight": (2 * D, D),
            "final_layer.adaLN_modulation.1.bias": (2 * D,),
            "final_layer.linear.weight": (32, D), "final_layer.linear.bias": (32,),
        },
        "blocks.0.adaLN_modulation.1.weight",
        "The positions are a fixed table of sines. As with every packed matrix, the queries are "
        "√2 smaller than those of a matrix of their own.",
    ),
    Recipe(
        "dcgan", "DCGAN",
        "A constant for kernels, and scales of BatchNorm drawn about 1.",
        (
            Rule("*.weight", "normal(std=0.02)", "kernels, transposed or not", axes=4),
            Rule("*.weight", "normal(mean=1, std=0.02)", "scales of BatchNorm", axes=1),
            Rule("*.bias", 0, "shifts of BatchNorm"),
        ),
        (Source("pytorch/examples", "dcgan/main.py",
                "00b1e34c536d1cd312f561bc8bceea3e78e74071"),),
        {
            "main.0.weight": (50, 128, 4, 4), "main.1.weight": (128,), "main.1.bias": (128,),
            "main.3.weight": (128, 64, 4, 4), "main.4.weight": (64,), "main.4.bias": (64,),
            "main.6.weight": (64, 3, 4, 4),
        },
        "main.1.weight",
        "A deviation of 0.02 keeps no signal by itself: BatchNorm makes up for every size.",
    ),
    Recipe(
        "resnet", "ResNet, as torchvision starts it",
        "He's law by the fan-out, and norms of 1.",
        _RESNET, _RESNET_SOURCE, _resnet(), "layer1.0.conv2.weight",
        "The fan-out is read off the shape, so strides and groups are not counted.",
    ),
    Recipe(
        "resnet-zero", "ResNet, the last scale zero",
        "As ResNet, but each branch ends in a scale of zero, so every block starts as the "
        "identity.",
        (*_RESNET, Rule("*.bn3.weight", 0, "the last norm of a bottleneck's branch")),
        _RESNET_SOURCE, _resnet(), "layer1.0.bn3.weight",
        "`zero_init_residual=True`. In blocks of two convolutions it is `bn2`.",
    ),
    Recipe(
        "unet", "U-Net of diffusion, with zero modules",
        "PyTorch's default, and zero at the end of every branch and in the output.",
        (
            _DEFAULT,
            Rule("*.weight", 1, "scales of the norms", axes=1),
            Rule("*.in_layers.0.bias", 0, "shifts of the norms"),
            Rule("*.out_layers.0.bias", 0, "shifts of the norms"),
            Rule("*norm.bias", 0, "shifts of the norms"),
            Rule("out.0.bias", 0, "shifts of the norms"),
            Rule("*.out_layers.3.*", 0, "the last convolution of a residual branch"),
            Rule("*.proj_out.*", 0, "the output of attention"),
            Rule("out.2.*", 0, "the output of the network"),
            Rule("label_emb.weight", "normal(std=1)", "classes, PyTorch's default"),
        ),
        (Source("openai/guided-diffusion", "guided_diffusion/unet.py",
                "18ff408c2d27cd385fa2735c655daa0e3c1e48ef"),),
        {
            "label_emb.weight": (10, D), "time_embed.0.weight": (D, 32), "time_embed.0.bias": (D,),
            "input_blocks.0.0.weight": (32, 3, 3, 3), "input_blocks.0.0.bias": (32,),
            "input_blocks.1.0.in_layers.0.weight": (32,),
            "input_blocks.1.0.in_layers.0.bias": (32,),
            "input_blocks.1.0.in_layers.2.weight": (32, 32, 3, 3),
            "input_blocks.1.0.in_layers.2.bias": (32,),
            "input_blocks.1.0.emb_layers.1.weight": (32, D),
            "input_blocks.1.0.emb_layers.1.bias": (32,),
            "input_blocks.1.0.out_layers.0.weight": (32,),
            "input_blocks.1.0.out_layers.0.bias": (32,),
            "input_blocks.1.0.out_layers.3.weight": (32, 32, 3, 3),
            "input_blocks.1.0.out_layers.3.bias": (32,),
            "middle_block.1.norm.weight": (32,), "middle_block.1.norm.bias": (32,),
            "middle_block.1.qkv.weight": (96, 32, 1), "middle_block.1.qkv.bias": (96,),
            "middle_block.1.proj_out.weight": (32, 32, 1), "middle_block.1.proj_out.bias": (32,),
            "out.0.weight": (32,), "out.0.bias": (32,), "out.2.weight": (3, 32, 3, 3),
            "out.2.bias": (3,),
        },
        "input_blocks.1.0.out_layers.3.weight",
        "The output is zero at first and still learns: its own gradient is not zero.",
    ),
)  # fmt: skip
