"""The doctor on fresh public models: what it says of each, recorded.

    python -m initdocs_site.maintain.proof

It needs the extra `frameworks`. The models are started by their packages' own code, and nothing is
fetched: no weights, no data. Each is examined with the text that it prints.
"""

import json
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any

from initdocs_site.page.proof import RECORD

PACKAGES = ("torch", "torchvision", "timm", "transformers")
TORCHVISION = (
    "alexnet", "vgg11", "vgg16_bn", "resnet18", "resnet50", "resnext50_32x4d", "wide_resnet50_2",
    "densenet121", "googlenet", "inception_v3", "mobilenet_v2", "mobilenet_v3_small",
    "mobilenet_v3_large", "mnasnet1_0", "shufflenet_v2_x1_0", "squeezenet1_0", "squeezenet1_1",
    "efficientnet_b0", "efficientnet_v2_s", "regnet_x_400mf", "regnet_y_400mf", "convnext_tiny",
    "swin_t", "swin_v2_t", "vit_b_16", "maxvit_t",
)  # fmt: skip
TIMM = (
    "beit_base_patch16_224", "cait_xxs24_224", "coat_tiny", "coatnet_0_rw_224",
    "convit_tiny", "convmixer_768_32", "convnext_atto", "convnextv2_atto", "crossvit_tiny_240",
    "cspresnet50", "cs3darknet_s", "davit_tiny", "deit_tiny_patch16_224", "deit3_small_patch16_224",
    "dla34", "dpn48b", "eca_nfnet_l0", "edgenext_xx_small", "efficientformer_l1",
    "efficientnet_lite0", "efficientvit_b0", "eva02_tiny_patch14_224", "fastvit_t8",
    "gcresnet33ts", "ghostnet_100", "ghostnetv2_100", "gmixer_12_224", "gmlp_ti16_224",
    "hardcorenas_a", "hrnet_w18_small", "inception_v4", "lcnet_050", "levit_128s", "mixer_s32_224",
    "mixnet_s", "mobilenetv4_conv_small", "mobileone_s0", "mobilevit_xxs", "mobilevitv2_050",
    "mvitv2_tiny", "nf_resnet50", "pit_ti_224", "poolformer_s12", "pvt_v2_b0", "regnety_002",
    "repghostnet_050", "repvgg_a0", "res2net50_26w_4s", "resmlp_12_224", "resnest14d", "rexnet_100",
    "sebotnet33ts_256", "selecsls42b", "seresnet18", "skresnet18", "spnasnet_100",
    "swin_tiny_patch4_window7_224", "tf_efficientnet_b0", "tinynet_e", "tnt_s_patch16_224",
    "tresnet_m", "twins_pcpvt_small", "vgg11", "visformer_tiny", "vit_tiny_patch16_224",
    "volo_d1_224", "vovnet39a", "xception41", "xcit_nano_12_p16_224",
)  # fmt: skip
#: transformers: a model, and a configuration of a small one
SMALL = {"hidden_size": 64, "num_hidden_layers": 4, "num_attention_heads": 4,
         "intermediate_size": 256, "vocab_size": 400, "bos_token_id": 0, "eos_token_id": 1,
         "pad_token_id": 0}  # fmt: skip
TRANSFORMERS: dict[str, dict[str, Any]] = {
    "Albert": {**SMALL, "embedding_size": 32}, "Bert": SMALL, "Electra": SMALL, "Roberta": SMALL,
    "Llama": SMALL, "Mistral": SMALL, "Qwen2": SMALL, "Gemma": {**SMALL, "head_dim": 16},
    "Phi": SMALL, "OPT": {**SMALL, "ffn_dim": 256, "word_embed_proj_dim": 64},
    "GPTNeoX": SMALL, "Olmo": SMALL, "StableLm": SMALL,
    "DistilBert": {"dim": 64, "n_layers": 4, "n_heads": 4, "hidden_dim": 256, "vocab_size": 400},
    "GPT2": {"n_embd": 64, "n_layer": 4, "n_head": 4, "vocab_size": 400, "bos_token_id": 0,
             "eos_token_id": 1},
    "T5": {"d_model": 64, "d_kv": 16, "d_ff": 256, "num_layers": 4, "num_heads": 4,
           "vocab_size": 400},
    "Bart": {"d_model": 64, "encoder_layers": 3, "decoder_layers": 3, "vocab_size": 400,
             "encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 256,
             "decoder_ffn_dim": 256},
    "Mamba": {"hidden_size": 64, "num_hidden_layers": 4, "vocab_size": 400},
    "ViT": SMALL,
}  # fmt: skip

Make = Callable[[], Any]


def models() -> Iterator[tuple[str, str, Make]]:
    """The package, the name and what makes each model."""
    vision = import_module("torchvision.models")
    for name in TORCHVISION:
        more = {"aux_logits": False} if name in ("googlenet", "inception_v3") else {}
        start = {"init_weights": True} if name in ("googlenet", "inception_v3") else {}
        yield "torchvision", name, partial(vision.get_model, name, **more, **start)
    timm = import_module("timm")
    for name in TIMM:
        yield "timm", name, partial(timm.create_model, name)
    transformers = import_module("transformers")
    for name, options in TRANSFORMERS.items():
        config = getattr(transformers, f"{name}Config")
        model = getattr(transformers, f"{name}Model")
        yield "transformers", name, partial(_made, model, config, options)


def _made(model: Any, config: Any, options: dict[str, Any]) -> Any:
    return model(config(**options))


def examined(package: str, name: str, make: Make, seed: int = 0) -> dict[str, Any]:
    """What is recorded of a model: its size, its verdict, and its findings at warn or above."""
    from initdocs.doctor import tensors  # noqa: PLC0415 - beside the packages

    import_module("torch").manual_seed(seed)
    report = tensors(make())
    told = [row for row in report.rows if row.is_weight or row.role in ("embedding", "stack")]
    named = [row for row in told if row.structure or row.laws or row.fit.family]
    grave: dict[str, int] = {}
    for finding in report.findings:
        if finding.level != "note":
            key = f"{finding.level} {finding.rule}"
            grave[key] = grave.get(key, 0) + finding.count
    return {
        "package": package, "name": name, "tensors": len(report.rows), "weights": len(told),
        "named": len(named), "verdict": report.verdict, "found": grave,
        "notes": sorted({f.rule for f in report.findings if f.level == "note"}),
    }  # fmt: skip


def main() -> None:
    """Write the record."""
    warnings.simplefilter("ignore")
    rows = []
    for package, name, make in models():
        rows.append(examined(package, name, make))
        print(json.dumps(rows[-1]), flush=True)  # noqa: T201 - how far it is
    told = {"versions": {name: version(name).partition("+")[0] for name in PACKAGES},
            "models": rows}  # fmt: skip
    RECORD.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
