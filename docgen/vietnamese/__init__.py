"""Vietnamese text as pure functions: strings in, strings out; the standard library only, no files, no state.

- `dates`: dates and times as documents write them, by the padding rule of the Party's format standard
- `numbers`: numbers in words, percentages, decimal commas, Roman numerals, the letters of điểm
- `names`: personal names: tidy, put in Vietnamese order, compare, search
- `capitals`: upper and lower case of a text or of its first letter
- `tones`: the two ways to place a tone mark, hòa and hoà: find them, change between them
- `legacy`: text of the TCVN3 (ABC) and VNI fonts: recognise it, turn it into Unicode
- `letters`: the alphabet, the tones, and how a letter and its tone come apart
- `syllables`: which strings are spelled like one Vietnamese syllable

Text that these functions build is NFC, whatever form came in.
"""
