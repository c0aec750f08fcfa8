"""本群设置 (product section 7): what a chat can set, who may, and what follows."""
