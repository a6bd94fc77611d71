// Puts the chosen theme on <html> before the first paint; nothing else.
document.documentElement.dataset.theme = localStorage.getItem("linja.sandbox.theme") || "auto";
