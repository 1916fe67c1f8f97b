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
   860.0,
   668.0
  ],
  "openinpresentation": 1,
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
      447.0,
      22.0
     ],
     "text": "stream:bells: played by its words. Needs the package nn~, and",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      12.0,
      447.0,
      22.0
     ]
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
      426.0,
      22.0
     ],
     "text": "stream-bells.ts beside this patch or in Max's search path.",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      34.0,
      426.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 12,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      568.0,
      400.0,
      22.0
     ],
     "text": "nn~ stream-bells.ts play 2048"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      400.0,
      134.0,
      48.0,
      22.0
     ],
     "text": "free",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      134.0,
      48.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      160.0,
      30.0,
      30.0
     ],
     "comment": "Loudness in LUFS, -69.3 to -10.3",
     "index": 1
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      160.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -69.25656547546387,
     "size": 58.949706230163564,
     "annotation": "Loudness in LUFS, -69.3 to -10.3",
     "hint": "Loudness in LUFS, -69.3 to -10.3",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      160.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      160.0,
      80.0,
      22.0
     ],
     "minimum": -69.25656547546387,
     "maximum": -10.306859245300311,
     "format": 6,
     "annotation": "Loudness in LUFS, -69.3 to -10.3",
     "hint": "Loudness in LUFS, -69.3 to -10.3",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      160.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      160.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      160.0,
      244.0,
      22.0
     ],
     "text": "Loudness in LUFS, -69.3 to -10.3",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      160.0,
      244.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      160.0,
      118.0,
      22.0
     ],
     "text": "loadmess -28.9"
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      160.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      160.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      160.0,
      22.0,
      22.0
     ],
     "annotation": "Let loudness go wherever the other words take it",
     "hint": "Let loudness go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      160.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      160.0,
      90.0,
      22.0
     ],
     "text": "loadmess 0"
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      160.0,
      195.0,
      22.0
     ],
     "text": "set free loudness_lufs $1"
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      194.0,
      30.0,
      30.0
     ],
     "comment": "Brightness, 32.3 to 76.8",
     "index": 2
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      194.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 32.32344066619873,
     "size": 44.486849555969236,
     "annotation": "Brightness, 32.3 to 76.8",
     "hint": "Brightness, 32.3 to 76.8",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      194.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      194.0,
      80.0,
      22.0
     ],
     "minimum": 32.32344066619873,
     "maximum": 76.81029022216796,
     "format": 6,
     "annotation": "Brightness, 32.3 to 76.8",
     "hint": "Brightness, 32.3 to 76.8",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      194.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      194.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      194.0,
      188.0,
      22.0
     ],
     "text": "Brightness, 32.3 to 76.8",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      194.0,
      188.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      194.0,
      111.0,
      22.0
     ],
     "text": "loadmess 38.2"
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      194.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      194.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      194.0,
      22.0,
      22.0
     ],
     "annotation": "Let brightness go wherever the other words take it",
     "hint": "Let brightness go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      194.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      194.0,
      90.0,
      22.0
     ],
     "text": "loadmess 0"
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      194.0,
      174.0,
      22.0
     ],
     "text": "set free brightness $1"
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      228.0,
      30.0,
      30.0
     ],
     "comment": "Depth, 4.49 to 63.5",
     "index": 3
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      228.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 4.487702026367187,
     "size": 59.034094619750945,
     "annotation": "Depth, 4.49 to 63.5",
     "hint": "Depth, 4.49 to 63.5",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      228.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      228.0,
      80.0,
      22.0
     ],
     "minimum": 4.487702026367187,
     "maximum": 63.52179664611813,
     "format": 6,
     "annotation": "Depth, 4.49 to 63.5",
     "hint": "Depth, 4.49 to 63.5",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      228.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      228.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      228.0,
      153.0,
      22.0
     ],
     "text": "Depth, 4.49 to 63.5",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      228.0,
      153.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      228.0,
      97.0,
      22.0
     ],
     "text": "loadmess 42"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      228.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      228.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      228.0,
      22.0,
      22.0
     ],
     "annotation": "Let depth go wherever the other words take it",
     "hint": "Let depth go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      228.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      228.0,
      90.0,
      22.0
     ],
     "text": "loadmess 0"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      228.0,
      139.0,
      22.0
     ],
     "text": "set free depth $1"
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      262.0,
      30.0,
      30.0
     ],
     "comment": "Roughness, 0 to 66.1",
     "index": 4
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      262.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 0.0,
     "size": 66.11963340759274,
     "annotation": "Roughness, 0 to 66.1",
     "hint": "Roughness, 0 to 66.1",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      262.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      262.0,
      80.0,
      22.0
     ],
     "minimum": 0.0,
     "maximum": 66.11963340759274,
     "format": 6,
     "annotation": "Roughness, 0 to 66.1",
     "hint": "Roughness, 0 to 66.1",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      262.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      262.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      262.0,
      160.0,
      22.0
     ],
     "text": "Roughness, 0 to 66.1",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      262.0,
      160.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      262.0,
      111.0,
      22.0
     ],
     "text": "loadmess 19.4"
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      262.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      262.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      262.0,
      22.0,
      22.0
     ],
     "annotation": "Let roughness go wherever the other words take it",
     "hint": "Let roughness go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      262.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      262.0,
      90.0,
      22.0
     ],
     "text": "loadmess 0"
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      262.0,
      167.0,
      22.0
     ],
     "text": "set free roughness $1"
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      296.0,
      30.0,
      30.0
     ],
     "comment": "Warmth, 19.8 to 64.4",
     "index": 5
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      296.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 19.808315334320067,
     "size": 44.60280282974243,
     "annotation": "Warmth, 19.8 to 64.4",
     "hint": "Warmth, 19.8 to 64.4",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      296.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      296.0,
      80.0,
      22.0
     ],
     "minimum": 19.808315334320067,
     "maximum": 64.4111181640625,
     "format": 6,
     "annotation": "Warmth, 19.8 to 64.4",
     "hint": "Warmth, 19.8 to 64.4",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      296.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      296.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      296.0,
      160.0,
      22.0
     ],
     "text": "Warmth, 19.8 to 64.4",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      296.0,
      160.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      296.0,
      111.0,
      22.0
     ],
     "text": "loadmess 51.1"
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      296.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      296.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      296.0,
      22.0,
      22.0
     ],
     "annotation": "Let warmth go wherever the other words take it",
     "hint": "Let warmth go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      296.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      296.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      296.0,
      146.0,
      22.0
     ],
     "text": "set free warmth $1"
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      330.0,
      30.0,
      30.0
     ],
     "comment": "Sharpness, 16.8 to 69.8",
     "index": 6
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      330.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 16.843586959838866,
     "size": 52.911139678955045,
     "annotation": "Sharpness, 16.8 to 69.8",
     "hint": "Sharpness, 16.8 to 69.8",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      330.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      330.0,
      80.0,
      22.0
     ],
     "minimum": 16.843586959838866,
     "maximum": 69.75472663879391,
     "format": 6,
     "annotation": "Sharpness, 16.8 to 69.8",
     "hint": "Sharpness, 16.8 to 69.8",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      330.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      330.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      330.0,
      181.0,
      22.0
     ],
     "text": "Sharpness, 16.8 to 69.8",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      330.0,
      181.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      330.0,
      111.0,
      22.0
     ],
     "text": "loadmess 27.4"
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      330.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      330.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      330.0,
      22.0,
      22.0
     ],
     "annotation": "Let sharpness go wherever the other words take it",
     "hint": "Let sharpness go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      330.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      330.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      330.0,
      167.0,
      22.0
     ],
     "text": "set free sharpness $1"
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      364.0,
      30.0,
      30.0
     ],
     "comment": "Hardness, 25.2 to 66",
     "index": 7
    }
   },
   {
    "box": {
     "id": "obj-72",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      364.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 25.221966018676756,
     "size": 40.77959159851075,
     "annotation": "Hardness, 25.2 to 66",
     "hint": "Hardness, 25.2 to 66",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      364.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      364.0,
      80.0,
      22.0
     ],
     "minimum": 25.221966018676756,
     "maximum": 66.0015576171875,
     "format": 6,
     "annotation": "Hardness, 25.2 to 66",
     "hint": "Hardness, 25.2 to 66",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      364.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      364.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      364.0,
      160.0,
      22.0
     ],
     "text": "Hardness, 25.2 to 66",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      364.0,
      160.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      364.0,
      111.0,
      22.0
     ],
     "text": "loadmess 33.2"
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      364.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      364.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      364.0,
      22.0,
      22.0
     ],
     "annotation": "Let hardness go wherever the other words take it",
     "hint": "Let hardness go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      364.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      364.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-81",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      364.0,
      160.0,
      22.0
     ],
     "text": "set free hardness $1"
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      398.0,
      30.0,
      30.0
     ],
     "comment": "Boominess, -60.4 to 50.3",
     "index": 8
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      398.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -60.372470169067384,
     "size": 110.65163585662842,
     "annotation": "Boominess, -60.4 to 50.3",
     "hint": "Boominess, -60.4 to 50.3",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      398.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      398.0,
      80.0,
      22.0
     ],
     "minimum": -60.372470169067384,
     "maximum": 50.27916568756103,
     "format": 6,
     "annotation": "Boominess, -60.4 to 50.3",
     "hint": "Boominess, -60.4 to 50.3",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      398.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      398.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      398.0,
      188.0,
      22.0
     ],
     "text": "Boominess, -60.4 to 50.3",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      398.0,
      188.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      398.0,
      111.0,
      22.0
     ],
     "text": "loadmess 23.1"
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      398.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      398.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-90",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      398.0,
      22.0,
      22.0
     ],
     "annotation": "Let boominess go wherever the other words take it",
     "hint": "Let boominess go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      398.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      398.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      398.0,
      167.0,
      22.0
     ],
     "text": "set free boominess $1"
    }
   },
   {
    "box": {
     "id": "obj-93",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      432.0,
      30.0,
      30.0
     ],
     "comment": "Spectral centroid in Hz, 312 to 3916",
     "index": 9
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      432.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 0.0,
     "size": 1.0,
     "annotation": "Spectral centroid in Hz, 312 to 3916",
     "hint": "Spectral centroid in Hz, 312 to 3916",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      432.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-95",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      432.0,
      80.0,
      22.0
     ],
     "minimum": 312.48518798828127,
     "maximum": 3916.468217773435,
     "format": 6,
     "annotation": "Spectral centroid in Hz, 312 to 3916",
     "hint": "Spectral centroid in Hz, 312 to 3916",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      432.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-96",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      432.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1700.0,
      432.0,
      230.0,
      22.0
     ],
     "text": "expr 312.485*pow(12.5333\\,$f1)"
    }
   },
   {
    "box": {
     "id": "obj-98",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940.0,
      432.0,
      258.0,
      22.0
     ],
     "text": "expr log($f1/312.485)/log(12.5333)"
    }
   },
   {
    "box": {
     "id": "obj-99",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      432.0,
      272.0,
      22.0
     ],
     "text": "Spectral centroid in Hz, 312 to 3916",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      432.0,
      272.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-100",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      432.0,
      104.0,
      22.0
     ],
     "text": "loadmess 469"
    }
   },
   {
    "box": {
     "id": "obj-101",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      432.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-102",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      432.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-103",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      432.0,
      22.0,
      22.0
     ],
     "annotation": "Let spectral centroid go wherever the other words take it",
     "hint": "Let spectral centroid go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      432.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-104",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      432.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-105",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      432.0,
      181.0,
      22.0
     ],
     "text": "set free centroid_hz $1"
    }
   },
   {
    "box": {
     "id": "obj-106",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      466.0,
      30.0,
      30.0
     ],
     "comment": "Spectral flatness in dB, -71.7 to -27.8",
     "index": 10
    }
   },
   {
    "box": {
     "id": "obj-107",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      466.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -71.71297149658203,
     "size": 43.958904781341545,
     "annotation": "Spectral flatness in dB, -71.7 to -27.8",
     "hint": "Spectral flatness in dB, -71.7 to -27.8",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      466.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-108",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      466.0,
      80.0,
      22.0
     ],
     "minimum": -71.71297149658203,
     "maximum": -27.754066715240487,
     "format": 6,
     "annotation": "Spectral flatness in dB, -71.7 to -27.8",
     "hint": "Spectral flatness in dB, -71.7 to -27.8",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      466.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-109",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      466.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-110",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      466.0,
      293.0,
      22.0
     ],
     "text": "Spectral flatness in dB, -71.7 to -27.8",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      466.0,
      293.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-111",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      466.0,
      104.0,
      22.0
     ],
     "text": "loadmess -61"
    }
   },
   {
    "box": {
     "id": "obj-112",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      466.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-113",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      466.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-114",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      466.0,
      22.0,
      22.0
     ],
     "annotation": "Let spectral flatness go wherever the other words take it",
     "hint": "Let spectral flatness go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      466.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-115",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      466.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-116",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      466.0,
      181.0,
      22.0
     ],
     "text": "set free flatness_db $1"
    }
   },
   {
    "box": {
     "id": "obj-117",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      500.0,
      30.0,
      30.0
     ],
     "comment": "Pitch in Hz, 68.7 to 2714",
     "index": 11
    }
   },
   {
    "box": {
     "id": "obj-118",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      500.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 0.0,
     "size": 1.0,
     "annotation": "Pitch in Hz, 68.7 to 2714",
     "hint": "Pitch in Hz, 68.7 to 2714",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      500.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-119",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      500.0,
      80.0,
      22.0
     ],
     "minimum": 68.65526840209961,
     "maximum": 2713.6997900390625,
     "format": 6,
     "annotation": "Pitch in Hz, 68.7 to 2714",
     "hint": "Pitch in Hz, 68.7 to 2714",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      500.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-120",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      500.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-121",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1700.0,
      500.0,
      230.0,
      22.0
     ],
     "text": "expr 68.6553*pow(39.5265\\,$f1)"
    }
   },
   {
    "box": {
     "id": "obj-122",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940.0,
      500.0,
      258.0,
      22.0
     ],
     "text": "expr log($f1/68.6553)/log(39.5265)"
    }
   },
   {
    "box": {
     "id": "obj-123",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      500.0,
      195.0,
      22.0
     ],
     "text": "Pitch in Hz, 68.7 to 2714",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      500.0,
      195.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-124",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      500.0,
      104.0,
      22.0
     ],
     "text": "loadmess 331"
    }
   },
   {
    "box": {
     "id": "obj-125",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      500.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-126",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      500.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-127",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      500.0,
      22.0,
      22.0
     ],
     "annotation": "Let pitch go wherever the other words take it",
     "hint": "Let pitch go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      500.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-128",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      500.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-129",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      500.0,
      160.0,
      22.0
     ],
     "text": "set free pitch_hz $1"
    }
   },
   {
    "box": {
     "id": "obj-130",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      900.0,
      534.0,
      30.0,
      30.0
     ],
     "comment": "Pitch confidence, 0.67 to 1",
     "index": 12
    }
   },
   {
    "box": {
     "id": "obj-131",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      534.0,
      260.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 0.6730099713802338,
     "size": 0.3264597135782241,
     "annotation": "Pitch confidence, 0.67 to 1",
     "hint": "Pitch confidence, 0.67 to 1",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      534.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-132",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      290.0,
      534.0,
      80.0,
      22.0
     ],
     "minimum": 0.6730099713802338,
     "maximum": 0.9994696849584579,
     "format": 6,
     "annotation": "Pitch confidence, 0.67 to 1",
     "hint": "Pitch confidence, 0.67 to 1",
     "presentation": 1,
     "presentation_rect": [
      290.0,
      534.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-133",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      534.0,
      97.0,
      22.0
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-134",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      534.0,
      209.0,
      22.0
     ],
     "text": "Pitch confidence, 0.67 to 1",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      534.0,
      209.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-135",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      534.0,
      111.0,
      22.0
     ],
     "text": "loadmess 0.97"
    }
   },
   {
    "box": {
     "id": "obj-136",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      534.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-137",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300.0,
      534.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-138",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      534.0,
      22.0,
      22.0
     ],
     "annotation": "Let pitch confidence go wherever the other words take it",
     "hint": "Let pitch confidence go wherever the other words take it",
     "presentation": 1,
     "presentation_rect": [
      400.0,
      534.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-139",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1370.0,
      534.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-140",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480.0,
      534.0,
      216.0,
      22.0
     ],
     "text": "set free pitch_confidence $1"
    }
   },
   {
    "box": {
     "id": "obj-141",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      76.0,
      60.0,
      22.0
     ],
     "minimum": 0.0,
     "annotation": "1: near where it is; 0: the same words, the same sound",
     "hint": "1: near where it is; 0: the same words, the same sound",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      76.0,
      60.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-142",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      86.0,
      76.0,
      139.0,
      22.0
     ],
     "text": "stay near, 0 to 1",
     "presentation": 1,
     "presentation_rect": [
      86.0,
      76.0,
      139.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-143",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      76.0,
      90.0,
      22.0
     ],
     "text": "loadmess 1"
    }
   },
   {
    "box": {
     "id": "obj-144",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1050.0,
      76.0,
      97.0,
      22.0
     ],
     "text": "set stay $1"
    }
   },
   {
    "box": {
     "id": "obj-145",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      260.0,
      76.0,
      60.0,
      22.0
     ],
     "minimum": 0.0,
     "annotation": "Latents go most of the way in so many ms",
     "hint": "Latents go most of the way in so many ms",
     "presentation": 1,
     "presentation_rect": [
      260.0,
      76.0,
      60.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-146",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      326.0,
      76.0,
      125.0,
      22.0
     ],
     "text": "smoothing in ms",
     "presentation": 1,
     "presentation_rect": [
      326.0,
      76.0,
      125.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-147",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1200.0,
      76.0,
      97.0,
      22.0
     ],
     "text": "loadmess 15"
    }
   },
   {
    "box": {
     "id": "obj-148",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1310.0,
      76.0,
      132.0,
      22.0
     ],
     "text": "set smoothing $1"
    }
   },
   {
    "box": {
     "id": "obj-149",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      500.0,
      76.0,
      22.0,
      22.0
     ],
     "annotation": "Silence, and from the start",
     "hint": "Silence, and from the start",
     "presentation": 1,
     "presentation_rect": [
      500.0,
      76.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-150",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      526.0,
      76.0,
      118.0,
      22.0
     ],
     "text": "from the start",
     "presentation": 1,
     "presentation_rect": [
      526.0,
      76.0,
      118.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-151",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1500.0,
      76.0,
      97.0,
      22.0
     ],
     "text": "set reset 1"
    }
   },
   {
    "box": {
     "id": "obj-152",
     "maxclass": "ezdac~",
     "numinlets": 2,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      588.0,
      45.0,
      45.0
     ],
     "presentation": 1,
     "presentation_rect": [
      20.0,
      588.0,
      45.0,
      45.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-153",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      76.0,
      598.0,
      363.0,
      22.0
     ],
     "text": "sound on; Max has to run at the rate of the voice",
     "presentation": 1,
     "presentation_rect": [
      76.0,
      598.0,
      363.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-154",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      604.0,
      62.0,
      22.0
     ],
     "text": "*~ 0.5"
    }
   },
   {
    "box": {
     "id": "obj-155",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1020.0,
      604.0,
      62.0,
      22.0
     ],
     "text": "*~ 0.5"
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-5",
      0
     ],
     "destination": [
      "obj-7",
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
      "obj-7",
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
      "obj-8",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-8",
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
      "obj-10",
      0
     ],
     "destination": [
      "obj-7",
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
      "obj-11",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-11",
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
      "obj-14",
      0
     ],
     "destination": [
      "obj-13",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-13",
      0
     ],
     "destination": [
      "obj-15",
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
      "obj-3",
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
      "obj-18",
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
      "obj-18",
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
      "obj-19",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-19",
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
      "obj-21",
      0
     ],
     "destination": [
      "obj-18",
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
      "obj-23",
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
      "obj-3",
      1
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
      "obj-24",
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
      "obj-26",
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
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-27",
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
      "obj-28",
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
      "obj-28",
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
      "obj-34",
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
      "obj-3",
      2
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-36",
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
      "obj-35",
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
      "obj-38",
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
      "obj-39",
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
      "obj-44",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-44",
      0
     ],
     "destination": [
      "obj-45",
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
      "obj-3",
      3
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
      "obj-46",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-46",
      0
     ],
     "destination": [
      "obj-48",
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
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-49",
      0
     ],
     "destination": [
      "obj-51",
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
      "obj-51",
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
      "obj-52",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-52",
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
      "obj-54",
      0
     ],
     "destination": [
      "obj-51",
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
      "obj-55",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-55",
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
      4
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-58",
      0
     ],
     "destination": [
      "obj-57",
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
      "obj-61",
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
      "obj-63",
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
      "obj-61",
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
      "obj-66",
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
      "obj-67",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-67",
      0
     ],
     "destination": [
      "obj-3",
      5
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
      "obj-70",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-70",
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
      "obj-71",
      0
     ],
     "destination": [
      "obj-73",
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
      "obj-73",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-73",
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
      "obj-72",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-76",
      0
     ],
     "destination": [
      "obj-73",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-73",
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
      "obj-78",
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
      "obj-3",
      6
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
      "obj-79",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-79",
      0
     ],
     "destination": [
      "obj-81",
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
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-82",
      0
     ],
     "destination": [
      "obj-84",
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
      "obj-84",
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
      "obj-85",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-85",
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
      "obj-87",
      0
     ],
     "destination": [
      "obj-84",
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
      "obj-88",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-88",
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
      7
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-91",
      0
     ],
     "destination": [
      "obj-90",
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
   },
   {
    "patchline": {
     "source": [
      "obj-93",
      0
     ],
     "destination": [
      "obj-95",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-94",
      0
     ],
     "destination": [
      "obj-97",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-97",
      0
     ],
     "destination": [
      "obj-95",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-95",
      0
     ],
     "destination": [
      "obj-98",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-98",
      0
     ],
     "destination": [
      "obj-96",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-96",
      0
     ],
     "destination": [
      "obj-94",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-100",
      0
     ],
     "destination": [
      "obj-95",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-95",
      0
     ],
     "destination": [
      "obj-101",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-101",
      0
     ],
     "destination": [
      "obj-102",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-102",
      0
     ],
     "destination": [
      "obj-3",
      8
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-104",
      0
     ],
     "destination": [
      "obj-103",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-103",
      0
     ],
     "destination": [
      "obj-105",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-105",
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
      "obj-106",
      0
     ],
     "destination": [
      "obj-108",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-107",
      0
     ],
     "destination": [
      "obj-108",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-108",
      0
     ],
     "destination": [
      "obj-109",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-109",
      0
     ],
     "destination": [
      "obj-107",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-111",
      0
     ],
     "destination": [
      "obj-108",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-108",
      0
     ],
     "destination": [
      "obj-112",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-112",
      0
     ],
     "destination": [
      "obj-113",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-113",
      0
     ],
     "destination": [
      "obj-3",
      9
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-115",
      0
     ],
     "destination": [
      "obj-114",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-114",
      0
     ],
     "destination": [
      "obj-116",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-116",
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
      "obj-117",
      0
     ],
     "destination": [
      "obj-119",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-118",
      0
     ],
     "destination": [
      "obj-121",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-121",
      0
     ],
     "destination": [
      "obj-119",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-119",
      0
     ],
     "destination": [
      "obj-122",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-122",
      0
     ],
     "destination": [
      "obj-120",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-120",
      0
     ],
     "destination": [
      "obj-118",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-124",
      0
     ],
     "destination": [
      "obj-119",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-119",
      0
     ],
     "destination": [
      "obj-125",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-125",
      0
     ],
     "destination": [
      "obj-126",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-126",
      0
     ],
     "destination": [
      "obj-3",
      10
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      0
     ],
     "destination": [
      "obj-127",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-127",
      0
     ],
     "destination": [
      "obj-129",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-129",
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
      "obj-130",
      0
     ],
     "destination": [
      "obj-132",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-131",
      0
     ],
     "destination": [
      "obj-132",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-132",
      0
     ],
     "destination": [
      "obj-133",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-133",
      0
     ],
     "destination": [
      "obj-131",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-135",
      0
     ],
     "destination": [
      "obj-132",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-132",
      0
     ],
     "destination": [
      "obj-136",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-136",
      0
     ],
     "destination": [
      "obj-137",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-137",
      0
     ],
     "destination": [
      "obj-3",
      11
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-139",
      0
     ],
     "destination": [
      "obj-138",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-138",
      0
     ],
     "destination": [
      "obj-140",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-140",
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
      "obj-143",
      0
     ],
     "destination": [
      "obj-141",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-141",
      0
     ],
     "destination": [
      "obj-144",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-144",
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
      "obj-147",
      0
     ],
     "destination": [
      "obj-145",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-145",
      0
     ],
     "destination": [
      "obj-148",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-148",
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
      "obj-149",
      0
     ],
     "destination": [
      "obj-151",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-151",
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
      "obj-3",
      0
     ],
     "destination": [
      "obj-154",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-154",
      0
     ],
     "destination": [
      "obj-152",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-3",
      0
     ],
     "destination": [
      "obj-155",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-155",
      0
     ],
     "destination": [
      "obj-152",
      1
     ]
    }
   }
  ]
 }
}
