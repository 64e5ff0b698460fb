"""What stands at a demo and at a figure for those who teach with it: present it, take it along."""

SHARE = (
    '<div class="share" data-search-exclude>'
    '<button type="button" data-present>Present</button>'
    '<button type="button" data-take>Share</button></div>'
)
