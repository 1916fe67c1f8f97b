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
   478.0
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
     "numinlets": 3,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      318.0,
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
     "comment": "Loudness in LUFS, -64.3 to -21.4",
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
     "min": -64.32565017700195,
     "size": 42.93891895294188,
     "annotation_name": "Loudness",
     "annotation": "Loudness in LUFS, -64.3 to -21.4",
     "hint": "Loudness in LUFS, -64.3 to -21.4"
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
     "minimum": -64.32565017700195,
     "maximum": -21.386731224060064,
     "format": 6,
     "annotation": "Loudness in LUFS, -64.3 to -21.4",
     "hint": "Loudness in LUFS, -64.3 to -21.4"
    }
   },
   {
    "box": {
     "id": "obj-7",
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
     "id": "obj-8",
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
     "id": "obj-9",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      190.0,
      244.0,
      22.0
     ],
     "text": "Loudness in LUFS, -64.3 to -21.4"
    }
   },
   {
    "box": {
     "id": "obj-10",
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
     "id": "obj-11",
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
     "id": "obj-12",
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
     "id": "obj-13",
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
     "id": "obj-14",
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
     "id": "obj-15",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      226.0,
      426.0,
      22.0
     ],
     "text": "Spectral centroid in Hz, 479 to 3017; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-16",
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
     "id": "obj-17",
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
     "id": "obj-18",
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
     "id": "obj-19",
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
     "id": "obj-20",
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
     "id": "obj-21",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      550.0,
      262.0,
      447.0,
      22.0
     ],
     "text": "Spectral flatness in dB, -66.4 to -28.7; free until asked for"
    }
   },
   {
    "box": {
     "id": "obj-22",
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
     "id": "obj-23",
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
     "id": "obj-24",
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
     "id": "obj-25",
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
     "id": "obj-26",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      380.0,
      102.0,
      170.0,
      22.0
     ],
     "text": "set free centroid_hz+flatness_db"
    }
   },
   {
    "box": {
     "id": "obj-27",
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
     "id": "obj-28",
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
     "id": "obj-29",
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
     "id": "obj-30",
     "maxclass": "ezdac~",
     "numinlets": 2,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      398.0,
      45.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      362.0,
      62.0,
      22.0
     ],
     "text": "*~ 0.5"
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      100.0,
      362.0,
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
      "obj-14",
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
      "obj-3",
      1
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
      "obj-3",
      2
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
      "obj-3",
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
      "obj-30",
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
      "obj-30",
      1
     ]
    }
   }
  ]
 }
}
