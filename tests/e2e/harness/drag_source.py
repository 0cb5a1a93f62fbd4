"""A window from which a file can be dragged: drag_source.py X Y FILE. Prints a line once it is there."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

x, y, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.move(x, y)
handle = Gtk.EventBox()
handle.set_size_request(40, 40)
window.add(handle)
target = Gtk.TargetEntry.new("text/uri-list", 0, 0)
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [target], Gdk.DragAction.COPY)
handle.connect("drag-data-get", lambda _, __, data, *___: data.set_uris([GLib.filename_to_uri(path)]))
window.connect_after("map", lambda *_: print("ready", flush=True))
window.show_all()
Gtk.main()
