/* A small VST3 effect in plain C, by the interface as it is published; written for these tests.
 *
 * Two channels: left and right times gain, late by 10 samples. Gain goes from 0 to 4 and says so;
 * Trouble: 0 none, 0.25 crash, 0.5 hang, 0.75 no number. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef char Tuid[16];
typedef int32_t Result;
typedef uint16_t Char16;
enum { OK = 0, NO_INTERFACE = -1, FALSE_ = 1, INVALID = 2, NOT_IMPLEMENTED = 3 };

#define BYTES(l) (char)((l) >> 24), (char)((l) >> 16), (char)((l) >> 8), (char)(l)
#define UID(a, b, c, d) {BYTES(a##u), BYTES(b##u), BYTES(c##u), BYTES(d##u)}
static const Tuid UNKNOWN = UID(0x00000000, 0x00000000, 0xC0000000, 0x00000046);
static const Tuid FACTORY = UID(0x7A4D811C, 0x52114A1F, 0xAED9D2EE, 0x0B43BF9F);
static const Tuid BASE = UID(0x22888DDB, 0x156E45AE, 0x8358B348, 0x08190625);
static const Tuid COMPONENT = UID(0xE831FF31, 0xF2D54301, 0x928EBBEE, 0x25697802);
static const Tuid PROCESSOR = UID(0x42043F99, 0xB7DA453C, 0xA569E79D, 0x9AAEC33D);
static const Tuid CONTROLLER = UID(0xDCD7BBE3, 0x7742448D, 0xA874AACC, 0x979C759E);
static const Tuid TINY = UID(0x74696D62, 0x72657370, 0x61636500, 0x74696E79);

typedef struct { int32_t type, direction, channels; Char16 name[128]; int32_t kind; uint32_t flags; } BusInfo;
typedef struct { int32_t mode, size, most; double rate; } Setup;
typedef struct { int32_t channels; uint64_t silent; float **rows; } Bus;
typedef struct {
    int32_t mode, size, samples, inputs, outputs;
    Bus *in, *out;
    void **changes_in, **changes_out, **events_in, **events_out;
    void *context;
} Data;
typedef struct {
    uint32_t id;
    Char16 title[128], brief[128], units[128];
    int32_t steps;
    double start;
    int32_t unit, flags;
} ParameterInfo;

#define LATE 10
#define PARAMETERS 2
typedef struct {
    void **component, **processor, **controller;
    double value[PARAMETERS];
    float line[2][LATE];
    int at;
} Tiny;
#define OF(field) ((Tiny *)((char *)self - offsetof(Tiny, field)))
#include <stddef.h>

static void text(Char16 *to, const char *from) {
    while ((*to++ = (Char16)*from++)) {}
}
static uint32_t one(void *self) { return 1; }
static Result ok(void *self) { return OK; }
static Result ok_1(void *self, void *a) { return OK; }
static Result none_1(void *self, void *a) { return NOT_IMPLEMENTED; }

static Result ask(Tiny *tiny, const char *iid, void **found) {
    *found = NULL;
    if (!memcmp(iid, UNKNOWN, 16) || !memcmp(iid, BASE, 16) || !memcmp(iid, COMPONENT, 16))
        *found = &tiny->component;
    else if (!memcmp(iid, PROCESSOR, 16)) *found = &tiny->processor;
    else if (!memcmp(iid, CONTROLLER, 16)) *found = &tiny->controller;
    return *found ? OK : NO_INTERFACE;
}

/* IComponent */
static Result c_ask(void *self, const char *iid, void **f) { return ask(OF(component), iid, f); }
static Result c_class(void *self, char *cid) { return NOT_IMPLEMENTED; }
static Result c_mode(void *self, int32_t mode) { return NOT_IMPLEMENTED; }
static int32_t c_buses(void *self, int32_t type, int32_t direction) { return type == 0; }
static Result c_bus(void *self, int32_t type, int32_t direction, int32_t index, BusInfo *info) {
    if (type || index) return INVALID;
    memset(info, 0, sizeof *info);
    info->direction = direction;
    info->channels = 2;
    info->flags = 1;
    text(info->name, direction ? "Out" : "In");
    return OK;
}
static Result c_routing(void *self, void *in, void *out) { return NOT_IMPLEMENTED; }
static Result c_activate(void *self, int32_t t, int32_t d, int32_t i, uint8_t on) { return OK; }
static Result c_active(void *self, uint8_t on) {
    if (on) memset(OF(component)->line, 0, sizeof(float) * 2 * LATE);
    return OK;
}
static void *component[] = {c_ask, one, one, ok_1, ok, c_class, c_mode, c_buses, c_bus,
                            c_routing, c_activate, c_active, none_1, none_1};

/* IAudioProcessor */
static Result p_ask(void *self, const char *iid, void **f) { return ask(OF(processor), iid, f); }
static Result p_set_buses(void *self, uint64_t *in, int32_t ins, uint64_t *out, int32_t outs) {
    return ins == 1 && outs == 1 && *in == 3 && *out == 3 ? OK : FALSE_;
}
static Result p_bus(void *self, int32_t direction, int32_t index, uint64_t *speakers) {
    *speakers = 3;
    return index ? INVALID : OK;
}
static Result p_size(void *self, int32_t size) { return size == 0 ? OK : FALSE_; }
static uint32_t p_latency(void *self) { return LATE; }
static Result p_setup(void *self, Setup *setup) { return OK; }
static Result p_processing(void *self, uint8_t on) { return OK; }
static uint32_t p_tail(void *self) { return LATE; }

typedef int32_t (*Count)(void *);
typedef void **(*Nth)(void *, int32_t);
typedef Result (*Point)(void *, int32_t, int32_t *, double *);
static void turn(Tiny *tiny, void **changes) {
    void **table;
    if (!changes) return;
    table = *(void ***)changes;
    for (int32_t i = 0; i < ((Count)table[3])(changes); i++) {
        void **queue = ((Nth)table[4])(changes, i), **inner = *(void ***)queue;
        uint32_t id = ((uint32_t(*)(void *))inner[3])(queue);
        int32_t points = ((Count)inner[4])(queue), offset;
        if (id < PARAMETERS && points) ((Point)inner[5])(queue, points - 1, &offset, &tiny->value[id]);
    }
}
static Result p_process(void *self, Data *data) {
    Tiny *tiny = OF(processor);
    turn(tiny, data->changes_in);
    if (!data->inputs || !data->outputs) return OK;
    int kind = (int)(tiny->value[1] * 4 + 0.5);
    if (kind == 1 && data->samples) *(volatile int *)8 = 1;
    if (kind == 2) for (;;) {}
    for (int32_t i = 0; i < data->samples; i++) {
        for (int row = 0; row < 2; row++) {
            float in = data->in[0].rows[row][i];
            data->out[0].rows[row][i] = tiny->line[row][tiny->at] * 4 * tiny->value[0];
            tiny->line[row][tiny->at] = in;
            if (kind == 3) data->out[0].rows[row][i] = NAN;
        }
        tiny->at = (tiny->at + 1) % LATE;
    }
    return OK;
}
static void *processor[] = {p_ask, one, one, p_set_buses, p_bus, p_size, p_latency,
                            p_setup, p_processing, p_process, p_tail};

/* IEditController */
static Result e_ask(void *self, const char *iid, void **f) { return ask(OF(controller), iid, f); }
static int32_t e_count(void *self) { return PARAMETERS; }
static Result e_info(void *self, int32_t index, ParameterInfo *info) {
    if (index < 0 || index >= PARAMETERS) return INVALID;
    memset(info, 0, sizeof *info);
    info->id = index;
    info->start = index ? 0.0 : 0.25;
    info->flags = 1;
    text(info->title, index ? "Trouble" : "Gain");
    text(info->brief, index ? "Trouble" : "Gain");
    text(info->units, index ? "" : "x");
    return OK;
}
static Result e_text(void *self, uint32_t id, double value, Char16 *to) {
    char words[32];
    if (id) snprintf(words, sizeof words, "kind %c", 'a' + (int)(value * 4 + 0.5));
    else snprintf(words, sizeof words, "%.3f", 4 * value);
    text(to, words);
    return OK;
}
static Result e_from_text(void *self, uint32_t id, Char16 *from, double *to) {
    return NOT_IMPLEMENTED;
}
static double e_plain(void *self, uint32_t id, double value) { return id ? value : 4 * value; }
static double e_normal(void *self, uint32_t id, double value) { return id ? value : value / 4; }
static double e_get(void *self, uint32_t id) { return OF(controller)->value[id]; }
static Result e_set(void *self, uint32_t id, double value) {
    if (id >= PARAMETERS) return INVALID;
    OF(controller)->value[id] = value;
    return OK;
}
static void *e_view(void *self, const char *name) { return NULL; }
static void *controller[] = {e_ask, one, one, ok_1, ok, none_1, none_1, none_1, e_count, e_info,
                             e_text, e_from_text, e_plain, e_normal, e_get, e_set, ok_1, e_view};

/* IPluginFactory */
static Result f_ask(void *self, const char *iid, void **found) {
    *found = !memcmp(iid, UNKNOWN, 16) || !memcmp(iid, FACTORY, 16) ? self : NULL;
    return *found ? OK : NO_INTERFACE;
}
typedef struct { char vendor[64], url[256], email[128]; int32_t flags; } FactoryInfo;
typedef struct { Tuid cid; int32_t many; char category[32], name[64]; } ClassInfo;
static Result f_info(void *self, FactoryInfo *info) {
    memset(info, 0, sizeof *info);
    strcpy(info->vendor, "timbrespace");
    return OK;
}
static int32_t f_count(void *self) { return 1; }
static Result f_class(void *self, int32_t index, ClassInfo *info) {
    if (index) return INVALID;
    memset(info, 0, sizeof *info);
    memcpy(info->cid, TINY, 16);
    info->many = 0x7FFFFFFF;
    strcpy(info->category, "Audio Module Class");
    strcpy(info->name, "Tiny");
    return OK;
}
static Result f_create(void *self, const char *cid, const char *iid, void **found) {
    if (memcmp(cid, TINY, 16)) return NO_INTERFACE;
    Tiny *tiny = calloc(1, sizeof *tiny);
    tiny->component = component;
    tiny->processor = processor;
    tiny->controller = controller;
    tiny->value[0] = 0.25;
    return ask(tiny, iid, found);
}
static void *factory_table[] = {f_ask, one, one, f_info, f_count, f_class, f_create};
static void **factory = factory_table;

void *GetPluginFactory(void) { return &factory; }
uint8_t ModuleEntry(void *library) { return 1; }
uint8_t ModuleExit(void) { return 1; }
