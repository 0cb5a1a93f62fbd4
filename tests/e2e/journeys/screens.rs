//! Every screen, in both languages and themes: no barrier that axe-core knows, and a picture of it.
