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
   900.0,
   802.0
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
      447.0,
      22.0
     ],
     "text": "stream:bells: played by its words. Needs the package nn~, and"
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
     "text": "stream-bells.ts beside this patch or in Max's search path."
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 12,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      642.0,
      400.0,
      22.0
     ],
     "text": "nn~ stream-bells.ts play 2048"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      190.0,
      30.0,
      30.0
     ],
     "comment": "Loudness in LUFS, -69.4 to -10.8",
     "index": 1
    }
   },
   {
    "box": {
     "id": "obj-5",
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
     "min": -69.35045318603515,
     "size": 58.51123321533203,
     "annotation_name": "Loudness",
     "annotation": "Loudness in LUFS, -69.4 to -10.8",
     "hint": "Loudness in LUFS, -69.4 to -10.8"
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      190.0,
      80.0,
      22.0
     ],
     "minimum": -69.35045318603515,
     "maximum": -10.839219970703125,
     "format": 6,
     "annotation": "Loudness in LUFS, -69.4 to -10.8",
     "hint": "Loudness in LUFS, -69.4 to -10.8"
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      190.0,
      118.0,
      22.0
     ],
     "text": "loadmess -28.7"
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      190.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      190.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      190.0,
      244.0,
      22.0
     ],
     "text": "Loudness in LUFS, -69.4 to -10.8"
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      226.0,
      30.0,
      30.0
     ],
     "comment": "Brightness, 32.7 to 76.8",
     "index": 2
    }
   },
   {
    "box": {
     "id": "obj-12",
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
     "min": 32.72230743408203,
     "size": 44.045483398437504,
     "annotation_name": "Brightness",
     "annotation": "Brightness, 32.7 to 76.8",
     "hint": "Brightness, 32.7 to 76.8"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      226.0,
      80.0,
      22.0
     ],
     "minimum": 32.72230743408203,
     "maximum": 76.76779083251954,
     "format": 6,
     "annotation": "Brightness, 32.7 to 76.8",
     "hint": "Brightness, 32.7 to 76.8"
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      226.0,
      111.0,
      22.0
     ],
     "text": "loadmess 37.7"
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      226.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      226.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      226.0,
      188.0,
      22.0
     ],
     "text": "Brightness, 32.7 to 76.8"
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      262.0,
      30.0,
      30.0
     ],
     "comment": "Depth, 4.61 to 63.2",
     "index": 3
    }
   },
   {
    "box": {
     "id": "obj-19",
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
     "min": 4.610932769775391,
     "size": 58.636634063720706,
     "annotation_name": "Depth",
     "annotation": "Depth, 4.61 to 63.2",
     "hint": "Depth, 4.61 to 63.2"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      262.0,
      80.0,
      22.0
     ],
     "minimum": 4.610932769775391,
     "maximum": 63.247566833496094,
     "format": 6,
     "annotation": "Depth, 4.61 to 63.2",
     "hint": "Depth, 4.61 to 63.2"
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      262.0,
      97.0,
      22.0
     ],
     "text": "loadmess 42"
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      262.0,
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
      490.0,
      262.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      262.0,
      153.0,
      22.0
     ],
     "text": "Depth, 4.61 to 63.2"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      298.0,
      30.0,
      30.0
     ],
     "comment": "Roughness, 0 to 65.7",
     "index": 4
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      298.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 0.0,
     "size": 65.72672088623047,
     "annotation_name": "Roughness",
     "annotation": "Roughness, 0 to 65.7",
     "hint": "Roughness, 0 to 65.7"
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      298.0,
      80.0,
      22.0
     ],
     "minimum": 0.0,
     "maximum": 65.72672088623047,
     "format": 6,
     "annotation": "Roughness, 0 to 65.7",
     "hint": "Roughness, 0 to 65.7"
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      298.0,
      111.0,
      22.0
     ],
     "text": "loadmess 32.1"
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      298.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      298.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      298.0,
      160.0,
      22.0
     ],
     "text": "Roughness, 0 to 65.7"
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      334.0,
      30.0,
      30.0
     ],
     "comment": "Warmth, 20.1 to 62.8",
     "index": 5
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      334.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 20.061704025268554,
     "size": 42.74190528869629,
     "annotation_name": "Warmth",
     "annotation": "Warmth, 20.1 to 62.8",
     "hint": "Warmth, 20.1 to 62.8"
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      334.0,
      80.0,
      22.0
     ],
     "minimum": 20.061704025268554,
     "maximum": 62.80360931396484,
     "format": 6,
     "annotation": "Warmth, 20.1 to 62.8",
     "hint": "Warmth, 20.1 to 62.8"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      334.0,
      111.0,
      22.0
     ],
     "text": "loadmess 51.7"
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      334.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      334.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      334.0,
      160.0,
      22.0
     ],
     "text": "Warmth, 20.1 to 62.8"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      370.0,
      30.0,
      30.0
     ],
     "comment": "Sharpness, 33.3 to 68.7",
     "index": 6
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      370.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 33.31516723632812,
     "size": 35.37365783691408,
     "annotation_name": "Sharpness",
     "annotation": "Sharpness, 33.3 to 68.7",
     "hint": "Sharpness, 33.3 to 68.7"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      370.0,
      80.0,
      22.0
     ],
     "minimum": 33.31516723632812,
     "maximum": 68.6888250732422,
     "format": 6,
     "annotation": "Sharpness, 33.3 to 68.7",
     "hint": "Sharpness, 33.3 to 68.7"
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      370.0,
      111.0,
      22.0
     ],
     "text": "loadmess 35.5"
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      370.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      370.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      370.0,
      181.0,
      22.0
     ],
     "text": "Sharpness, 33.3 to 68.7"
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      406.0,
      30.0,
      30.0
     ],
     "comment": "Hardness, 26.8 to 65.8",
     "index": 7
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      406.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 26.768143005371094,
     "size": 38.985597534179696,
     "annotation_name": "Hardness",
     "annotation": "Hardness, 26.8 to 65.8",
     "hint": "Hardness, 26.8 to 65.8"
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      406.0,
      80.0,
      22.0
     ],
     "minimum": 26.768143005371094,
     "maximum": 65.75374053955079,
     "format": 6,
     "annotation": "Hardness, 26.8 to 65.8",
     "hint": "Hardness, 26.8 to 65.8"
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      406.0,
      111.0,
      22.0
     ],
     "text": "loadmess 32.4"
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      406.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      406.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      406.0,
      174.0,
      22.0
     ],
     "text": "Hardness, 26.8 to 65.8"
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      442.0,
      30.0,
      30.0
     ],
     "comment": "Boominess, -16.6 to 48.2",
     "index": 8
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      442.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -16.577818069458008,
     "size": 64.80967536926272,
     "annotation_name": "Boominess",
     "annotation": "Boominess, -16.6 to 48.2",
     "hint": "Boominess, -16.6 to 48.2"
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      442.0,
      80.0,
      22.0
     ],
     "minimum": -16.577818069458008,
     "maximum": 48.23185729980471,
     "format": 6,
     "annotation": "Boominess, -16.6 to 48.2",
     "hint": "Boominess, -16.6 to 48.2"
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      442.0,
      97.0,
      22.0
     ],
     "text": "loadmess 24"
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      442.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      442.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      442.0,
      188.0,
      22.0
     ],
     "text": "Boominess, -16.6 to 48.2"
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      478.0,
      30.0,
      30.0
     ],
     "comment": "Spectral centroid in Hz, 325 to 3676",
     "index": 9
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      478.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 325.3109716796875,
     "size": 3350.37343261719,
     "annotation_name": "Spectral centroid",
     "annotation": "Spectral centroid in Hz, 325 to 3676",
     "hint": "Spectral centroid in Hz, 325 to 3676"
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      478.0,
      80.0,
      22.0
     ],
     "minimum": 325.3109716796875,
     "maximum": 3675.6844042968773,
     "format": 6,
     "annotation": "Spectral centroid in Hz, 325 to 3676",
     "hint": "Spectral centroid in Hz, 325 to 3676"
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      478.0,
      104.0,
      22.0
     ],
     "text": "loadmess 461"
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      478.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      478.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      478.0,
      272.0,
      22.0
     ],
     "text": "Spectral centroid in Hz, 325 to 3676"
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      514.0,
      30.0,
      30.0
     ],
     "comment": "Spectral flatness in dB, -71.6 to -28.8",
     "index": 10
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      514.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": -71.6134390258789,
     "size": 42.785510101318366,
     "annotation_name": "Spectral flatness",
     "annotation": "Spectral flatness in dB, -71.6 to -28.8",
     "hint": "Spectral flatness in dB, -71.6 to -28.8"
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      514.0,
      80.0,
      22.0
     ],
     "minimum": -71.6134390258789,
     "maximum": -28.827928924560542,
     "format": 6,
     "annotation": "Spectral flatness in dB, -71.6 to -28.8",
     "hint": "Spectral flatness in dB, -71.6 to -28.8"
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      514.0,
      118.0,
      22.0
     ],
     "text": "loadmess -61.9"
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      514.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-72",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      514.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      514.0,
      293.0,
      22.0
     ],
     "text": "Spectral flatness in dB, -71.6 to -28.8"
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      550.0,
      30.0,
      30.0
     ],
     "comment": "Pitch in Hz, 64.1 to 2717",
     "index": 11
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      550.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 64.1010774230957,
     "size": 2653.075113983154,
     "annotation_name": "Pitch",
     "annotation": "Pitch in Hz, 64.1 to 2717",
     "hint": "Pitch in Hz, 64.1 to 2717"
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      550.0,
      80.0,
      22.0
     ],
     "minimum": 64.1010774230957,
     "maximum": 2717.17619140625,
     "format": 6,
     "annotation": "Pitch in Hz, 64.1 to 2717",
     "hint": "Pitch in Hz, 64.1 to 2717"
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      550.0,
      104.0,
      22.0
     ],
     "text": "loadmess 324"
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      550.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      550.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      550.0,
      195.0,
      22.0
     ],
     "text": "Pitch in Hz, 64.1 to 2717"
    }
   },
   {
    "box": {
     "id": "obj-81",
     "maxclass": "inlet",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      586.0,
      30.0,
      30.0
     ],
     "comment": "Pitch confidence, 0.68 to 1",
     "index": 12
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      60.0,
      586.0,
      240.0,
      22.0
     ],
     "orientation": 1,
     "floatoutput": 1,
     "min": 0.6815096235275269,
     "size": 0.3178782892227173,
     "annotation_name": "Pitch confidence",
     "annotation": "Pitch confidence, 0.68 to 1",
     "hint": "Pitch confidence, 0.68 to 1"
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      310.0,
      586.0,
      80.0,
      22.0
     ],
     "minimum": 0.6815096235275269,
     "maximum": 0.9993879127502442,
     "format": 6,
     "annotation": "Pitch confidence, 0.68 to 1",
     "hint": "Pitch confidence, 0.68 to 1"
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      920.0,
      586.0,
      111.0,
      22.0
     ],
     "text": "loadmess 0.98"
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      400.0,
      586.0,
      90.0,
      22.0
     ],
     "text": "pack 0. 20"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      490.0,
      586.0,
      55.0,
      22.0
     ],
     "text": "line~"
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      586.0,
      209.0,
      22.0
     ],
     "text": "Pitch confidence, 0.68 to 1"
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      70.0,
      60.0,
      22.0
     ],
     "annotation": "Latents go most of the way in so many ms; 20 at the start",
     "hint": "Latents go most of the way in so many ms; 20 at the start",
     "minimum": 0.0
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      102.0,
      150.0,
      22.0
     ],
     "text": "set smoothing $1"
    }
   },
   {
    "box": {
     "id": "obj-90",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      190.0,
      70.0,
      60.0,
      22.0
     ],
     "annotation": "1: near where it is; 0: the same words, the same sound",
     "hint": "1: near where it is; 0: the same words, the same sound",
     "minimum": 0.0
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      190.0,
      102.0,
      150.0,
      22.0
     ],
     "text": "set stay $1"
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      380.0,
      102.0,
      170.0,
      22.0
     ],
     "text": "set free warmth+sharpness+hardness+boominess+centroid_hz+flatness_db+pitch_hz+pitch_confidence"
    }
   },
   {
    "box": {
     "id": "obj-93",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      560.0,
      102.0,
      170.0,
      22.0
     ],
     "text": "set free none"
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      740.0,
      102.0,
      170.0,
      22.0
     ],
     "text": "set reset 1"
    }
   },
   {
    "box": {
     "id": "obj-95",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      380.0,
      70.0,
      454.0,
      22.0
     ],
     "text": "which words may go anywhere: all of these, or none; start anew"
    }
   },
   {
    "box": {
     "id": "obj-96",
     "maxclass": "ezdac~",
     "numinlets": 2,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      722.0,
      45.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      686.0,
      62.0,
      22.0
     ],
     "text": "*~ 0.5"
    }
   },
   {
    "box": {
     "id": "obj-98",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      100.0,
      686.0,
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
      "obj-5",
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
      "obj-7",
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
      "obj-11",
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
      "obj-12",
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
      "obj-16",
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
      "obj-3",
      1
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
      "obj-20",
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
      "obj-20",
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
      "obj-20",
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
      2
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
      "obj-27",
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
      "obj-28",
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
      "obj-3",
      3
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
      "obj-34",
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
      "obj-35",
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
      4
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
      "obj-41",
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
      "obj-42",
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
      "obj-3",
      5
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
      "obj-47",
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
      "obj-49",
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
      "obj-3",
      6
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
      "obj-55",
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
      "obj-55",
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
      7
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
      "obj-63",
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
      "obj-64",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-64",
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
      8
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
      "obj-69",
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
      "obj-69",
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
      "obj-69",
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
      "obj-3",
      9
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
      "obj-76",
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
      "obj-76",
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
      "obj-3",
      10
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
      "obj-82",
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
      "obj-84",
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
      11
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
      "obj-3",
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
      "obj-96",
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
      1
     ]
    }
   }
  ]
 }
}
