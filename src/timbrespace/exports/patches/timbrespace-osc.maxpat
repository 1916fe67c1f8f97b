{
 "patcher": {
  "fileversion": 1,
  "appversion": {
   "major": 8,
   "minor": 0,
   "revision": 0,
   "architecture": "x64",
   "modernui": 1
  },
  "classnamespace": "box",
  "rect": [
   60.0,
   90.0,
   1000.0,
   562.0
  ],
  "openinpresentation": 0,
  "default_fontsize": 12.0,
  "default_fontname": "Arial",
  "boxes": [
   {
    "box": {
     "id": "obj-1",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      12.0,
      475.0,
      22.0
     ],
     "text": "stream:bells: played by its words over OSC. First, in a terminal:"
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      34.0,
      468.0,
      22.0
     ],
     "text": "timbrespace play stream:bells --osc 9000 --osc-to 127.0.0.1:9001"
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      140.0,
      174.0,
      22.0
     ],
     "text": "udpsend 127.0.0.1 9000"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      70.0,
      24.0,
      22.0
     ],
     "annotation": "Sound, or silence",
     "hint": "Sound, or silence"
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      84.0,
      70.0,
      48.0,
      22.0
     ],
     "text": "play"
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      102.0,
      195.0,
      22.0
     ],
     "text": "prepend /timbrespace/play"
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220.0,
      70.0,
      24.0,
      22.0
     ],
     "annotation": "One step back",
     "hint": "One step back"
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      284.0,
      70.0,
      48.0,
      22.0
     ],
     "text": "undo"
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220.0,
      102.0,
      140.0,
      22.0
     ],
     "text": "/timbrespace/undo"
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      420.0,
      70.0,
      60.0,
      22.0
     ],
     "annotation": "Gain of all in dB, -90 to 12",
     "hint": "Gain of all in dB, -90 to 12"
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      484.0,
      70.0,
      48.0,
      22.0
     ],
     "text": "gain"
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      420.0,
      102.0,
      195.0,
      22.0
     ],
     "text": "prepend /timbrespace/gain"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      400.0,
      166.0,
      48.0,
      22.0
     ],
     "text": "free"
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      166.0,
      41.0,
      22.0
     ],
     "text": "now"
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      190.0,
      30.0,
      30.0
     ],
     "comment": "Loudness in LUFS, -64.3 to -21.4",
     "index": 1
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      190.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -64.32565017700195,
     "size": 42.93891895294188,
     "annotation_name": "Loudness",
     "annotation": "Loudness in LUFS, -64.3 to -21.4",
     "hint": "Loudness in LUFS, -64.3 to -21.4"
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      190.0,
      80.0,
      22.0
     ],
     "minimum": -64.32565017700195,
     "maximum": -21.386731224060064,
     "format": 6,
     "annotation": "Loudness in LUFS, -64.3 to -21.4",
     "hint": "Loudness in LUFS, -64.3 to -21.4"
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      190.0,
      24.0,
      22.0
     ],
     "annotation": "Let loudness go wherever the other words take it",
     "hint": "Let loudness go wherever the other words take it"
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      190.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Loudness as it sounds, by the surrogate",
     "hint": "Loudness as it sounds, by the surrogate"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      530.0,
      190.0,
      244.0,
      22.0
     ],
     "text": "Loudness in LUFS, -64.3 to -21.4"
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      190.0,
      293.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/loudness_lufs"
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1320.0,
      190.0,
      240.0,
      22.0
     ],
     "text": "/timbrespace/free/loudness_lufs"
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      226.0,
      30.0,
      30.0
     ],
     "comment": "Spectral centroid in Hz, 479 to 3017; free until asked for",
     "index": 2
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      226.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 478.6732247924805,
     "size": 2538.175959777832,
     "annotation_name": "Spectral centroid",
     "annotation": "Spectral centroid in Hz, 479 to 3017; free until asked for",
     "hint": "Spectral centroid in Hz, 479 to 3017; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      226.0,
      80.0,
      22.0
     ],
     "minimum": 478.6732247924805,
     "maximum": 3016.8491845703124,
     "format": 6,
     "annotation": "Spectral centroid in Hz, 479 to 3017; free until asked for",
     "hint": "Spectral centroid in Hz, 479 to 3017; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      226.0,
      24.0,
      22.0
     ],
     "annotation": "Let spectral centroid go wherever the other words take it",
     "hint": "Let spectral centroid go wherever the other words take it"
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      226.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Spectral centroid as it sounds, by the surrogate",
     "hint": "Spectral centroid as it sounds, by the surrogate"
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      530.0,
      226.0,
      426.0,
      22.0
     ],
     "text": "Spectral centroid in Hz, 479 to 3017; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      226.0,
      279.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/centroid_hz"
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1320.0,
      226.0,
      240.0,
      22.0
     ],
     "text": "/timbrespace/free/centroid_hz"
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      262.0,
      30.0,
      30.0
     ],
     "comment": "Spectral flatness in dB, -66.4 to -28.7; free until asked for",
     "index": 3
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      262.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -66.4344172668457,
     "size": 37.78142446517943,
     "annotation_name": "Spectral flatness",
     "annotation": "Spectral flatness in dB, -66.4 to -28.7; free until asked for",
     "hint": "Spectral flatness in dB, -66.4 to -28.7; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      262.0,
      80.0,
      22.0
     ],
     "minimum": -66.4344172668457,
     "maximum": -28.652992801666272,
     "format": 6,
     "annotation": "Spectral flatness in dB, -66.4 to -28.7; free until asked for",
     "hint": "Spectral flatness in dB, -66.4 to -28.7; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      262.0,
      24.0,
      22.0
     ],
     "annotation": "Let spectral flatness go wherever the other words take it",
     "hint": "Let spectral flatness go wherever the other words take it"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      262.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Spectral flatness as it sounds, by the surrogate",
     "hint": "Spectral flatness as it sounds, by the surrogate"
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      530.0,
      262.0,
      447.0,
      22.0
     ],
     "text": "Spectral flatness in dB, -66.4 to -28.7; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      262.0,
      279.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/flatness_db"
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1320.0,
      262.0,
      240.0,
      22.0
     ],
     "text": "/timbrespace/free/flatness_db"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      70.0,
      125.0,
      22.0
     ],
     "text": "udpreceive 9001"
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 4,
     "numoutlets": 4,
     "patching_rect": [
      1040.0,
      102.0,
      500.0,
      22.0
     ],
     "text": "route /timbrespace/out/word/loudness_lufs /timbrespace/out/word/centroid_hz /timbrespace/out/word/flatness_db"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1040.0,
      138.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1160.0,
      138.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1280.0,
      138.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      328.0,
      181.0,
      22.0
     ],
     "text": "the latents themselves:"
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      358.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "loudness: latent 0",
     "hint": "loudness: latent 0"
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      358.0,
      76.0,
      22.0
     ],
     "text": "loudness"
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      358.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/0"
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      260.0,
      358.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "brightness: latent 1",
     "hint": "brightness: latent 1"
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      336.0,
      358.0,
      90.0,
      22.0
     ],
     "text": "brightness"
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1280.0,
      358.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/1"
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      500.0,
      358.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z2: latent 2",
     "hint": "z2: latent 2"
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      576.0,
      358.0,
      34.0,
      22.0
     ],
     "text": "z2"
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1520.0,
      358.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/2"
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      740.0,
      358.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z3: latent 3",
     "hint": "z3: latent 3"
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      816.0,
      358.0,
      34.0,
      22.0
     ],
     "text": "z3"
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1760.0,
      358.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/3"
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      394.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z4: latent 4",
     "hint": "z4: latent 4"
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      394.0,
      34.0,
      22.0
     ],
     "text": "z4"
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      394.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/4"
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      260.0,
      394.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z5: latent 5",
     "hint": "z5: latent 5"
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      336.0,
      394.0,
      34.0,
      22.0
     ],
     "text": "z5"
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1280.0,
      394.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/5"
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      500.0,
      394.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z6: latent 6",
     "hint": "z6: latent 6"
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      576.0,
      394.0,
      34.0,
      22.0
     ],
     "text": "z6"
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1520.0,
      394.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/6"
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      740.0,
      394.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z7: latent 7",
     "hint": "z7: latent 7"
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      816.0,
      394.0,
      34.0,
      22.0
     ],
     "text": "z7"
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1760.0,
      394.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/7"
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      430.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z8: latent 8",
     "hint": "z8: latent 8"
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      430.0,
      34.0,
      22.0
     ],
     "text": "z8"
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      430.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/8"
    }
   },
   {
    "box": {
     "id": "obj-72",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      260.0,
      430.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z9: latent 9",
     "hint": "z9: latent 9"
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      336.0,
      430.0,
      34.0,
      22.0
     ],
     "text": "z9"
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1280.0,
      430.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/9"
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      500.0,
      430.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z10: latent 10",
     "hint": "z10: latent 10"
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      576.0,
      430.0,
      41.0,
      22.0
     ],
     "text": "z10"
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1520.0,
      430.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/10"
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      740.0,
      430.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z11: latent 11",
     "hint": "z11: latent 11"
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      816.0,
      430.0,
      41.0,
      22.0
     ],
     "text": "z11"
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1760.0,
      430.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/11"
    }
   },
   {
    "box": {
     "id": "obj-81",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      466.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z12: latent 12",
     "hint": "z12: latent 12"
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      466.0,
      41.0,
      22.0
     ],
     "text": "z12"
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1040.0,
      466.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/12"
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      260.0,
      466.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z13: latent 13",
     "hint": "z13: latent 13"
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      336.0,
      466.0,
      41.0,
      22.0
     ],
     "text": "z13"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1280.0,
      466.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/13"
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      500.0,
      466.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z14: latent 14",
     "hint": "z14: latent 14"
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      576.0,
      466.0,
      41.0,
      22.0
     ],
     "text": "z14"
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1520.0,
      466.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/14"
    }
   },
   {
    "box": {
     "id": "obj-90",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      740.0,
      466.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z15: latent 15",
     "hint": "z15: latent 15"
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      816.0,
      466.0,
      41.0,
      22.0
     ],
     "text": "z15"
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1760.0,
      466.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/15"
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-4",
      0
     ],
     "destination": [
      "obj-6",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-6",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-7",
      0
     ],
     "destination": [
      "obj-9",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-9",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-10",
      0
     ],
     "destination": [
      "obj-12",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-12",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-15",
      0
     ],
     "destination": [
      "obj-17",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-16",
      0
     ],
     "destination": [
      "obj-17",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-17",
      0
     ],
     "destination": [
      "obj-21",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-21",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-18",
      0
     ],
     "destination": [
      "obj-22",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-22",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-23",
      0
     ],
     "destination": [
      "obj-25",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-24",
      0
     ],
     "destination": [
      "obj-25",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-25",
      0
     ],
     "destination": [
      "obj-29",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-29",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-26",
      0
     ],
     "destination": [
      "obj-30",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-30",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-31",
      0
     ],
     "destination": [
      "obj-33",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-32",
      0
     ],
     "destination": [
      "obj-33",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-33",
      0
     ],
     "destination": [
      "obj-37",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-37",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-34",
      0
     ],
     "destination": [
      "obj-38",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-38",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-39",
      0
     ],
     "destination": [
      "obj-40",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-40",
      0
     ],
     "destination": [
      "obj-41",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-41",
      0
     ],
     "destination": [
      "obj-19",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-40",
      1
     ],
     "destination": [
      "obj-42",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-42",
      0
     ],
     "destination": [
      "obj-27",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-40",
      2
     ],
     "destination": [
      "obj-43",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-43",
      0
     ],
     "destination": [
      "obj-35",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-45",
      0
     ],
     "destination": [
      "obj-47",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-47",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-48",
      0
     ],
     "destination": [
      "obj-50",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-50",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-51",
      0
     ],
     "destination": [
      "obj-53",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-53",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-54",
      0
     ],
     "destination": [
      "obj-56",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-56",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-57",
      0
     ],
     "destination": [
      "obj-59",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-59",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-60",
      0
     ],
     "destination": [
      "obj-62",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-62",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-63",
      0
     ],
     "destination": [
      "obj-65",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-65",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-66",
      0
     ],
     "destination": [
      "obj-68",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-68",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-69",
      0
     ],
     "destination": [
      "obj-71",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-71",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-72",
      0
     ],
     "destination": [
      "obj-74",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-74",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-75",
      0
     ],
     "destination": [
      "obj-77",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-77",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-78",
      0
     ],
     "destination": [
      "obj-80",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-80",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-81",
      0
     ],
     "destination": [
      "obj-83",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-83",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-84",
      0
     ],
     "destination": [
      "obj-86",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-86",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-87",
      0
     ],
     "destination": [
      "obj-89",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-89",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-90",
      0
     ],
     "destination": [
      "obj-92",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-92",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   }
  ]
 }
}
