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
   804.0
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
      475.0,
      22.0
     ],
     "text": "stream:bells: played by its words over OSC. First, in a terminal:",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      12.0,
      475.0,
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
      468.0,
      22.0
     ],
     "text": "timbrespace play stream:bells --osc 9000 --osc-to 127.0.0.1:9001",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      34.0,
      468.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      940.0,
      20.0,
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
      76.0,
      22.0,
      22.0
     ],
     "annotation": "Sound, or silence",
     "hint": "Sound, or silence",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      76.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      140.0,
      76.0,
      22.0,
      22.0
     ],
     "annotation": "One step back",
     "hint": "One step back",
     "presentation": 1,
     "presentation_rect": [
      140.0,
      76.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      260.0,
      76.0,
      60.0,
      22.0
     ],
     "annotation": "Gain of all in dB, -90 to 12",
     "hint": "Gain of all in dB, -90 to 12",
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
     "id": "obj-7",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      46.0,
      76.0,
      48.0,
      22.0
     ],
     "text": "play",
     "presentation": 1,
     "presentation_rect": [
      46.0,
      76.0,
      48.0,
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
      76.0,
      195.0,
      22.0
     ],
     "text": "prepend /timbrespace/play"
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      166.0,
      76.0,
      48.0,
      22.0
     ],
     "text": "undo",
     "presentation": 1,
     "presentation_rect": [
      166.0,
      76.0,
      48.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1120.0,
      76.0,
      139.0,
      22.0
     ],
     "text": "/timbrespace/undo"
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      326.0,
      76.0,
      90.0,
      22.0
     ],
     "text": "gain in dB",
     "presentation": 1,
     "presentation_rect": [
      326.0,
      76.0,
      90.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300.0,
      76.0,
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
     "id": "obj-14",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440.0,
      134.0,
      41.0,
      22.0
     ],
     "text": "now",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      134.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-15",
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
     "id": "obj-16",
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
     "id": "obj-17",
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
     "id": "obj-18",
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
     "id": "obj-19",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      160.0,
      244.0,
      22.0
     ],
     "text": "Loudness in LUFS, -69.3 to -10.3",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      160.0,
      244.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "button",
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
     "id": "obj-21",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      160.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Loudness as it sounds, by the surrogate",
     "hint": "Loudness as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      160.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      160.0,
      293.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/loudness_lufs"
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      160.0,
      237.0,
      22.0
     ],
     "text": "/timbrespace/free/loudness_lufs"
    }
   },
   {
    "box": {
     "id": "obj-24",
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
     "id": "obj-25",
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
     "id": "obj-26",
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
     "id": "obj-27",
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
     "id": "obj-28",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      194.0,
      188.0,
      22.0
     ],
     "text": "Brightness, 32.3 to 76.8",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      194.0,
      188.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "button",
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
     "id": "obj-30",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      194.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Brightness as it sounds, by the surrogate",
     "hint": "Brightness as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      194.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      194.0,
      272.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/brightness"
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      194.0,
      216.0,
      22.0
     ],
     "text": "/timbrespace/free/brightness"
    }
   },
   {
    "box": {
     "id": "obj-33",
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
     "id": "obj-34",
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
     "id": "obj-35",
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
     "id": "obj-36",
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
     "id": "obj-37",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      228.0,
      153.0,
      22.0
     ],
     "text": "Depth, 4.49 to 63.5",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      228.0,
      153.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "button",
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
     "id": "obj-39",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      228.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Depth as it sounds, by the surrogate",
     "hint": "Depth as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      228.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      228.0,
      237.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/depth"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      228.0,
      181.0,
      22.0
     ],
     "text": "/timbrespace/free/depth"
    }
   },
   {
    "box": {
     "id": "obj-42",
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
     "id": "obj-43",
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
     "id": "obj-44",
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
     "id": "obj-45",
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
     "id": "obj-46",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      262.0,
      160.0,
      22.0
     ],
     "text": "Roughness, 0 to 66.1",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      262.0,
      160.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "button",
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
     "id": "obj-48",
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
     "annotation": "Roughness as it sounds, by the surrogate",
     "hint": "Roughness as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      262.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      262.0,
      265.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/roughness"
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      262.0,
      209.0,
      22.0
     ],
     "text": "/timbrespace/free/roughness"
    }
   },
   {
    "box": {
     "id": "obj-51",
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
     "id": "obj-52",
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
     "id": "obj-53",
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
     "id": "obj-54",
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
     "id": "obj-55",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      296.0,
      160.0,
      22.0
     ],
     "text": "Warmth, 19.8 to 64.4",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      296.0,
      160.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "button",
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
     "id": "obj-57",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      296.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Warmth as it sounds, by the surrogate",
     "hint": "Warmth as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      296.0,
      80.0,
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
      1060.0,
      296.0,
      244.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/warmth"
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      296.0,
      188.0,
      22.0
     ],
     "text": "/timbrespace/free/warmth"
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
      540.0,
      330.0,
      181.0,
      22.0
     ],
     "text": "Sharpness, 16.8 to 69.8",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      330.0,
      181.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "button",
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
     "id": "obj-66",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      330.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Sharpness as it sounds, by the surrogate",
     "hint": "Sharpness as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      330.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      330.0,
      265.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/sharpness"
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      330.0,
      209.0,
      22.0
     ],
     "text": "/timbrespace/free/sharpness"
    }
   },
   {
    "box": {
     "id": "obj-69",
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
     "id": "obj-70",
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
     "id": "obj-71",
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
     "id": "obj-72",
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
     "id": "obj-73",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      364.0,
      160.0,
      22.0
     ],
     "text": "Hardness, 25.2 to 66",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      364.0,
      160.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "button",
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
     "id": "obj-75",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      364.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Hardness as it sounds, by the surrogate",
     "hint": "Hardness as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      364.0,
      80.0,
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
      258.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/hardness"
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      364.0,
      202.0,
      22.0
     ],
     "text": "/timbrespace/free/hardness"
    }
   },
   {
    "box": {
     "id": "obj-78",
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
     "id": "obj-79",
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
     "id": "obj-80",
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
     "id": "obj-81",
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
     "id": "obj-82",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      398.0,
      188.0,
      22.0
     ],
     "text": "Boominess, -60.4 to 50.3",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      398.0,
      188.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "button",
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
     "id": "obj-84",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      398.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Boominess as it sounds, by the surrogate",
     "hint": "Boominess as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
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
      1060.0,
      398.0,
      265.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/boominess"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      398.0,
      209.0,
      22.0
     ],
     "text": "/timbrespace/free/boominess"
    }
   },
   {
    "box": {
     "id": "obj-87",
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
     "id": "obj-88",
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
     "id": "obj-89",
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
     "id": "obj-90",
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
     "id": "obj-91",
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
     "id": "obj-92",
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
     "id": "obj-93",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      432.0,
      272.0,
      22.0
     ],
     "text": "Spectral centroid in Hz, 312 to 3916",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      432.0,
      272.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "button",
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
     "id": "obj-95",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      432.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Spectral centroid as it sounds, by the surrogate",
     "hint": "Spectral centroid as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
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
      1060.0,
      432.0,
      279.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/centroid_hz"
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      432.0,
      223.0,
      22.0
     ],
     "text": "/timbrespace/free/centroid_hz"
    }
   },
   {
    "box": {
     "id": "obj-98",
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
     "id": "obj-99",
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
     "id": "obj-100",
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
     "id": "obj-101",
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
     "id": "obj-102",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      466.0,
      293.0,
      22.0
     ],
     "text": "Spectral flatness in dB, -71.7 to -27.8",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      466.0,
      293.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-103",
     "maxclass": "button",
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
     "id": "obj-104",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      466.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Spectral flatness as it sounds, by the surrogate",
     "hint": "Spectral flatness as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      466.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-105",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      466.0,
      279.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/flatness_db"
    }
   },
   {
    "box": {
     "id": "obj-106",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      466.0,
      223.0,
      22.0
     ],
     "text": "/timbrespace/free/flatness_db"
    }
   },
   {
    "box": {
     "id": "obj-107",
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
     "id": "obj-108",
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
     "id": "obj-109",
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
     "id": "obj-110",
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
     "id": "obj-111",
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
     "id": "obj-112",
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
     "id": "obj-113",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      500.0,
      195.0,
      22.0
     ],
     "text": "Pitch in Hz, 68.7 to 2714",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      500.0,
      195.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-114",
     "maxclass": "button",
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
     "id": "obj-115",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      500.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Pitch as it sounds, by the surrogate",
     "hint": "Pitch as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      500.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-116",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      500.0,
      258.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/pitch_hz"
    }
   },
   {
    "box": {
     "id": "obj-117",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      500.0,
      202.0,
      22.0
     ],
     "text": "/timbrespace/free/pitch_hz"
    }
   },
   {
    "box": {
     "id": "obj-118",
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
     "id": "obj-119",
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
     "id": "obj-120",
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
     "id": "obj-121",
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
     "id": "obj-122",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      540.0,
      534.0,
      209.0,
      22.0
     ],
     "text": "Pitch confidence, 0.67 to 1",
     "presentation": 1,
     "presentation_rect": [
      540.0,
      534.0,
      209.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-123",
     "maxclass": "button",
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
     "id": "obj-124",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      440.0,
      534.0,
      80.0,
      22.0
     ],
     "ignoreclick": 1,
     "format": 6,
     "annotation": "Pitch confidence as it sounds, by the surrogate",
     "hint": "Pitch confidence as it sounds, by the surrogate",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      534.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-125",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1060.0,
      534.0,
      314.0,
      22.0
     ],
     "text": "prepend /timbrespace/word/pitch_confidence"
    }
   },
   {
    "box": {
     "id": "obj-126",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1380.0,
      534.0,
      258.0,
      22.0
     ],
     "text": "/timbrespace/free/pitch_confidence"
    }
   },
   {
    "box": {
     "id": "obj-127",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      104.0,
      125.0,
      22.0
     ],
     "text": "udpreceive 9001"
    }
   },
   {
    "box": {
     "id": "obj-128",
     "maxclass": "newobj",
     "numinlets": 13,
     "numoutlets": 13,
     "patching_rect": [
      1100.0,
      104.0,
      500.0,
      22.0
     ],
     "text": "route /timbrespace/out/word/loudness_lufs /timbrespace/out/word/brightness /timbrespace/out/word/depth /timbrespace/out/word/roughness /timbrespace/out/word/warmth /timbrespace/out/word/sharpness /timbrespace/out/word/hardness /timbrespace/out/word/boominess /timbrespace/out/word/centroid_hz /timbrespace/out/word/flatness_db /timbrespace/out/word/pitch_hz /timbrespace/out/word/pitch_confidence"
    }
   },
   {
    "box": {
     "id": "obj-129",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      940.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-130",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1070.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-131",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1200.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-132",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1330.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-133",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1460.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-134",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1590.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-135",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1720.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-136",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1850.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-137",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1980.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-138",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      2110.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-139",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      2240.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-140",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      2370.0,
      132.0,
      125.0,
      22.0
     ],
     "text": "unpack 0. 0. 0."
    }
   },
   {
    "box": {
     "id": "obj-141",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      588.0,
      181.0,
      22.0
     ],
     "text": "The latents themselves:",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      588.0,
      181.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-142",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      618.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "loudness: latent 0",
     "hint": "loudness: latent 0",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      618.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-143",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      618.0,
      76.0,
      22.0
     ],
     "text": "loudness",
     "presentation": 1,
     "presentation_rect": [
      96.0,
      618.0,
      76.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-144",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      618.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/0"
    }
   },
   {
    "box": {
     "id": "obj-145",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      220.0,
      618.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "brightness: latent 1",
     "hint": "brightness: latent 1",
     "presentation": 1,
     "presentation_rect": [
      220.0,
      618.0,
      70.0,
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
      296.0,
      618.0,
      90.0,
      22.0
     ],
     "text": "brightness",
     "presentation": 1,
     "presentation_rect": [
      296.0,
      618.0,
      90.0,
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
      1180.0,
      618.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/1"
    }
   },
   {
    "box": {
     "id": "obj-148",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      420.0,
      618.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z2: latent 2",
     "hint": "z2: latent 2",
     "presentation": 1,
     "presentation_rect": [
      420.0,
      618.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-149",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      496.0,
      618.0,
      34.0,
      22.0
     ],
     "text": "z2",
     "presentation": 1,
     "presentation_rect": [
      496.0,
      618.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-150",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      618.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/2"
    }
   },
   {
    "box": {
     "id": "obj-151",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      620.0,
      618.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z3: latent 3",
     "hint": "z3: latent 3",
     "presentation": 1,
     "presentation_rect": [
      620.0,
      618.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-152",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      696.0,
      618.0,
      34.0,
      22.0
     ],
     "text": "z3",
     "presentation": 1,
     "presentation_rect": [
      696.0,
      618.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-153",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1660.0,
      618.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/3"
    }
   },
   {
    "box": {
     "id": "obj-154",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      652.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z4: latent 4",
     "hint": "z4: latent 4",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      652.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-155",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      652.0,
      34.0,
      22.0
     ],
     "text": "z4",
     "presentation": 1,
     "presentation_rect": [
      96.0,
      652.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-156",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      652.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/4"
    }
   },
   {
    "box": {
     "id": "obj-157",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      220.0,
      652.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z5: latent 5",
     "hint": "z5: latent 5",
     "presentation": 1,
     "presentation_rect": [
      220.0,
      652.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-158",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296.0,
      652.0,
      34.0,
      22.0
     ],
     "text": "z5",
     "presentation": 1,
     "presentation_rect": [
      296.0,
      652.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-159",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1180.0,
      652.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/5"
    }
   },
   {
    "box": {
     "id": "obj-160",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      420.0,
      652.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z6: latent 6",
     "hint": "z6: latent 6",
     "presentation": 1,
     "presentation_rect": [
      420.0,
      652.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-161",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      496.0,
      652.0,
      34.0,
      22.0
     ],
     "text": "z6",
     "presentation": 1,
     "presentation_rect": [
      496.0,
      652.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-162",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      652.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/6"
    }
   },
   {
    "box": {
     "id": "obj-163",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      620.0,
      652.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z7: latent 7",
     "hint": "z7: latent 7",
     "presentation": 1,
     "presentation_rect": [
      620.0,
      652.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-164",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      696.0,
      652.0,
      34.0,
      22.0
     ],
     "text": "z7",
     "presentation": 1,
     "presentation_rect": [
      696.0,
      652.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-165",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1660.0,
      652.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/7"
    }
   },
   {
    "box": {
     "id": "obj-166",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      686.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z8: latent 8",
     "hint": "z8: latent 8",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      686.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-167",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      686.0,
      34.0,
      22.0
     ],
     "text": "z8",
     "presentation": 1,
     "presentation_rect": [
      96.0,
      686.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-168",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      686.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/8"
    }
   },
   {
    "box": {
     "id": "obj-169",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      220.0,
      686.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z9: latent 9",
     "hint": "z9: latent 9",
     "presentation": 1,
     "presentation_rect": [
      220.0,
      686.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-170",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296.0,
      686.0,
      34.0,
      22.0
     ],
     "text": "z9",
     "presentation": 1,
     "presentation_rect": [
      296.0,
      686.0,
      34.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-171",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1180.0,
      686.0,
      223.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/9"
    }
   },
   {
    "box": {
     "id": "obj-172",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      420.0,
      686.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z10: latent 10",
     "hint": "z10: latent 10",
     "presentation": 1,
     "presentation_rect": [
      420.0,
      686.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-173",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      496.0,
      686.0,
      41.0,
      22.0
     ],
     "text": "z10",
     "presentation": 1,
     "presentation_rect": [
      496.0,
      686.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-174",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      686.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/10"
    }
   },
   {
    "box": {
     "id": "obj-175",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      620.0,
      686.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z11: latent 11",
     "hint": "z11: latent 11",
     "presentation": 1,
     "presentation_rect": [
      620.0,
      686.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-176",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      696.0,
      686.0,
      41.0,
      22.0
     ],
     "text": "z11",
     "presentation": 1,
     "presentation_rect": [
      696.0,
      686.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-177",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1660.0,
      686.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/11"
    }
   },
   {
    "box": {
     "id": "obj-178",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      720.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z12: latent 12",
     "hint": "z12: latent 12",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      720.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-179",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      96.0,
      720.0,
      41.0,
      22.0
     ],
     "text": "z12",
     "presentation": 1,
     "presentation_rect": [
      96.0,
      720.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-180",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      940.0,
      720.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/12"
    }
   },
   {
    "box": {
     "id": "obj-181",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      220.0,
      720.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z13: latent 13",
     "hint": "z13: latent 13",
     "presentation": 1,
     "presentation_rect": [
      220.0,
      720.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-182",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296.0,
      720.0,
      41.0,
      22.0
     ],
     "text": "z13",
     "presentation": 1,
     "presentation_rect": [
      296.0,
      720.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-183",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1180.0,
      720.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/13"
    }
   },
   {
    "box": {
     "id": "obj-184",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      420.0,
      720.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z14: latent 14",
     "hint": "z14: latent 14",
     "presentation": 1,
     "presentation_rect": [
      420.0,
      720.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-185",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      496.0,
      720.0,
      41.0,
      22.0
     ],
     "text": "z14",
     "presentation": 1,
     "presentation_rect": [
      496.0,
      720.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-186",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      720.0,
      230.0,
      22.0
     ],
     "text": "prepend /timbrespace/latent/14"
    }
   },
   {
    "box": {
     "id": "obj-187",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      620.0,
      720.0,
      70.0,
      22.0
     ],
     "format": 6,
     "annotation": "z15: latent 15",
     "hint": "z15: latent 15",
     "presentation": 1,
     "presentation_rect": [
      620.0,
      720.0,
      70.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-188",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      696.0,
      720.0,
      41.0,
      22.0
     ],
     "text": "z15",
     "presentation": 1,
     "presentation_rect": [
      696.0,
      720.0,
      41.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-189",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1660.0,
      720.0,
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
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-5",
      0
     ],
     "destination": [
      "obj-10",
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
      "obj-3",
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
      "obj-16",
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
      "obj-20",
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
      "obj-25",
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
      "obj-27",
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
      "obj-25",
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
      "obj-31",
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
      "obj-3",
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
      "obj-32",
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
      "obj-3",
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
      "obj-35",
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
      "obj-36",
      0
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
      "obj-34",
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
      "obj-3",
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
      "obj-44",
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
      "obj-43",
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
      "obj-49",
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
      "obj-3",
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
      "obj-52",
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
      "obj-54",
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
      "obj-52",
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
      "obj-58",
      0
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
      "obj-3",
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
      "obj-62",
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
      "obj-70",
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
      "obj-72",
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
      "obj-70",
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
      "obj-76",
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
      "obj-3",
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
      "obj-79",
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
      "obj-79",
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
      "obj-3",
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
      "obj-88",
      0
     ],
     "destination": [
      "obj-91",
      0
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
      "obj-88",
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
      "obj-3",
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
      "obj-3",
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
      "obj-100",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-99",
      0
     ],
     "destination": [
      "obj-100",
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
      "obj-99",
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
      "obj-103",
      0
     ],
     "destination": [
      "obj-106",
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
      "obj-3",
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
      "obj-109",
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
      "obj-111",
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
      "obj-110",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-110",
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
      "obj-109",
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
      "obj-114",
      0
     ],
     "destination": [
      "obj-117",
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
      "obj-3",
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
      "obj-120",
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
      "obj-120",
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
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-123",
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
      "obj-128",
      0
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
      "obj-21",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      1
     ],
     "destination": [
      "obj-130",
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
      "obj-30",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      2
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
      "obj-131",
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
      "obj-128",
      3
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
      "obj-48",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      4
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
      "obj-57",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      5
     ],
     "destination": [
      "obj-134",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-134",
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
      "obj-128",
      6
     ],
     "destination": [
      "obj-135",
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
      "obj-75",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      7
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
      "obj-84",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      8
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
      "obj-95",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      9
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
      "obj-104",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      10
     ],
     "destination": [
      "obj-139",
      0
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
      "obj-115",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      11
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
      "obj-124",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-142",
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
      "obj-145",
      0
     ],
     "destination": [
      "obj-147",
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
      "obj-3",
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
      "obj-150",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-150",
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
      "obj-151",
      0
     ],
     "destination": [
      "obj-153",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-153",
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
      "obj-154",
      0
     ],
     "destination": [
      "obj-156",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-156",
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
      "obj-157",
      0
     ],
     "destination": [
      "obj-159",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-159",
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
      "obj-160",
      0
     ],
     "destination": [
      "obj-162",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-162",
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
      "obj-163",
      0
     ],
     "destination": [
      "obj-165",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-165",
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
      "obj-166",
      0
     ],
     "destination": [
      "obj-168",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-168",
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
      "obj-169",
      0
     ],
     "destination": [
      "obj-171",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-171",
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
      "obj-172",
      0
     ],
     "destination": [
      "obj-174",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-174",
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
      "obj-175",
      0
     ],
     "destination": [
      "obj-177",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-177",
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
      "obj-178",
      0
     ],
     "destination": [
      "obj-180",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-180",
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
      "obj-181",
      0
     ],
     "destination": [
      "obj-183",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-183",
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
      "obj-184",
      0
     ],
     "destination": [
      "obj-186",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-186",
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
      "obj-187",
      0
     ],
     "destination": [
      "obj-189",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-189",
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
