"""Small models of public recipes, started as those start them: the doctor calls none wrong."""

from itertools import pairwise
from math import sqrt


def models(torch):  # noqa: C901, PLR0915 - each recipe needs PyTorch, which is imported late
    """Each recipe by its name: a function that makes the model."""
    nn = torch.nn

    def block(d, *, scale=None, bias=True):
        parts = {
            "norm1": nn.LayerNorm(d), "norm2": nn.LayerNorm(d),
            "attn": nn.ModuleDict({"qkv": nn.Linear(d, 3 * d, bias),
                                   "proj": nn.Linear(d, d, bias)}),
            "mlp": nn.ModuleDict({"fc1": nn.Linear(d, 4 * d, bias), "act": nn.GELU(),
                                  "fc2": nn.Linear(4 * d, d, bias)}),
        }  # fmt: skip
        made = nn.ModuleDict(parts)
        if scale is not None:
            made.register_parameter("gamma", nn.Parameter(torch.full((d,), scale)))
        return made

    def vit(scale=None, d=64):
        made = nn.ModuleDict({
            "patch_embed": nn.Conv2d(3, d, 8, 8),
            "blocks": nn.ModuleList([block(d, scale=scale) for _ in range(6)]),
            "norm": nn.LayerNorm(d), "head": nn.Linear(d, 100),
        })  # fmt: skip
        for name, p in made.named_parameters():
            if name.endswith(".weight") and p.ndim == 2:
                nn.init.trunc_normal_(p, std=0.02)
        return made

    def gpt(d=64, n=6):
        made = nn.ModuleDict({
            "wte": nn.Embedding(300, d), "wpe": nn.Embedding(60, d),
            "h": nn.ModuleList([block(d) for _ in range(n)]), "ln_f": nn.LayerNorm(d),
            "lm_head": nn.Linear(d, 300, bias=False),
        })  # fmt: skip
        for name, p in made.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(p)
            elif p.ndim == 2:
                last = name.endswith(("attn.proj.weight", "mlp.fc2.weight"))
                nn.init.normal_(p, std=0.02 / sqrt(2 * n) if last else 0.02)
        made["lm_head"].weight = made["wte"].weight
        return made

    def resnet(*, zero=False):
        def residual(c):
            made = nn.Module()
            made.conv1, made.bn1 = nn.Conv2d(c, c, 3, bias=False), nn.BatchNorm2d(c)
            made.relu = nn.ReLU()
            made.conv2, made.bn2 = nn.Conv2d(c, c, 3, bias=False), nn.BatchNorm2d(c)
            return made

        made = nn.Sequential(
            nn.Conv2d(3, 32, 3, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
            *[residual(32) for _ in range(6)], nn.Flatten(), nn.Linear(32, 10),
        )  # fmt: skip
        for m in made.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
            if zero and hasattr(m, "bn2"):
                nn.init.zeros_(m.bn2.weight)
        return made

    def vgg():
        sizes, made = (3, 32, 32, 64, 64, 64, 64, 64, 64), []
        for into, out in pairwise(sizes):
            made += [nn.Conv2d(into, out, 3), nn.ReLU()]
            nn.init.kaiming_normal_(made[-2].weight, mode="fan_out", nonlinearity="relu")
            nn.init.zeros_(made[-2].bias)
        return nn.Sequential(*made, nn.Flatten(), nn.Linear(64, 10))

    def siren(width=128):
        made = nn.ModuleList([nn.Linear(2 if i == 0 else width, width) for i in range(9)])
        for i, layer in enumerate(made):
            bound = 1 / 2 if i == 0 else sqrt(6 / width) / 30
            nn.init.uniform_(layer.weight, -bound, bound)
        return made

    def dcgan():
        made = nn.Sequential(
            nn.ConvTranspose2d(50, 128, 4, bias=False), nn.BatchNorm2d(128), nn.ReLU(),
            nn.ConvTranspose2d(128, 64, 4, 2, bias=False), nn.BatchNorm2d(64), nn.ReLU(),
            nn.ConvTranspose2d(64, 3, 4, 2, bias=False), nn.Tanh(),
        )  # fmt: skip
        for m in made:
            if isinstance(m, nn.ConvTranspose2d):
                nn.init.normal_(m.weight, 0, 0.02)
            elif isinstance(m, nn.BatchNorm2d):
                nn.init.normal_(m.weight, 1, 0.02)
        return made

    def ppo():
        made = nn.ModuleDict({
            name: nn.Sequential(nn.Linear(8, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(),
                                nn.Linear(64, out))
            for name, out in (("critic", 1), ("actor", 4))
        })  # fmt: skip
        for name, part in made.items():
            for layer, gain in zip(part[::2], (sqrt(2), sqrt(2), 0.01 if name == "actor" else 1.0),
                                   strict=True):  # fmt: skip
                nn.init.orthogonal_(layer.weight, gain)
                nn.init.zeros_(layer.bias)
        return made

    def lora(d=64):
        made = nn.ModuleList([
            nn.ModuleDict({"base": nn.Linear(d, d), "lora_A": nn.Linear(d, 8, bias=False),
                           "lora_B": nn.Linear(8, d, bias=False)}) for _ in range(4)
        ])  # fmt: skip
        for part in made:
            nn.init.zeros_(part["lora_B"].weight)
        return made

    def dit(d=64):
        made = nn.ModuleDict({
            "blocks": nn.ModuleList([block(d) for _ in range(4)]),
            "modulations": nn.ModuleList([nn.Linear(d, 6 * d) for _ in range(4)]),
            "final": nn.Linear(d, 16),
        })  # fmt: skip
        for name, p in made.named_parameters():
            if p.ndim == 2:
                nn.init.xavier_uniform_(p)
            if name.startswith(("modulations", "final")):
                nn.init.zeros_(p)
        return made

    return {
        "ViT": vit, "ViT with LayerScale": lambda: vit(1e-5), "GPT-2": gpt, "ResNet": resnet,
        "ResNet, last scale 0": lambda: resnet(zero=True), "VGG": vgg, "SIREN": siren,
        "DCGAN": dcgan, "PPO": ppo, "LoRA": lora, "DiT": dit,
        "LSTM": lambda: nn.ModuleDict({"embed": nn.Embedding(300, 64), "lstm": nn.LSTM(64, 64, 2),
                                       "head": nn.Linear(64, 300)}),
    }  # fmt: skip
