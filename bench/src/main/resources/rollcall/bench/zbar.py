"""Reads grey frames from standard input and says what zbar finds in each, and in how many nanoseconds.

A frame: width and height as four bytes each, big end first, then a byte a pixel. An answer: a line with the time, a tab, and the
hexadecimal text of the first QR symbol, empty if there is none.
"""
import ctypes
import ctypes.util
import struct
import sys
import time

zbar = ctypes.CDLL("libzbar.so.0")
for name in ("zbar_image_scanner_create", "zbar_image_create", "zbar_image_first_symbol"):
    getattr(zbar, name).restype = ctypes.c_void_p
zbar.zbar_symbol_get_data.restype = ctypes.c_char_p
QR = 64
scanner = ctypes.c_void_p(zbar.zbar_image_scanner_create())
zbar.zbar_image_scanner_set_config(scanner, 0, 0, 0)
zbar.zbar_image_scanner_set_config(scanner, QR, 0, 1)
Y800 = ctypes.c_ulong(0x30303859)

while True:
    head = sys.stdin.buffer.read(8)
    if len(head) < 8:
        break
    width, height = struct.unpack(">ii", head)
    pixels = sys.stdin.buffer.read(width * height)
    image = ctypes.c_void_p(zbar.zbar_image_create())
    zbar.zbar_image_set_format(image, Y800)
    zbar.zbar_image_set_size(image, width, height)
    zbar.zbar_image_set_data(image, pixels, ctypes.c_ulong(len(pixels)), None)
    began = time.perf_counter_ns()
    zbar.zbar_scan_image(scanner, image)
    took = time.perf_counter_ns() - began
    symbol = zbar.zbar_image_first_symbol(image)
    text = zbar.zbar_symbol_get_data(ctypes.c_void_p(symbol)).hex() if symbol else ""
    zbar.zbar_image_destroy(image)
    print(took, text, sep="\t", flush=True)
