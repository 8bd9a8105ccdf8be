// Tells the sheets that scripts run; everything can be read without.
document.documentElement.classList.add("scripted");
