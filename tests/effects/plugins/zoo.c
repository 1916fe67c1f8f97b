/* Small LV2 plug-ins that behave, and some that do not; written for these tests. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const char *uri; void *data; } Feature;
typedef struct Descriptor {
    const char *uri;
    void *(*instantiate)(const struct Descriptor *, double, const char *, const Feature *const *);
    void (*connect_port)(void *, uint32_t, void *);
    void (*activate)(void *);
    void (*run)(void *, uint32_t);
    void (*deactivate)(void *);
    void (*cleanup)(void *);
    const void *(*extension_data)(const char *);
} Descriptor;
typedef struct { void *handle; uint32_t (*map)(void *, const char *); } Map;
typedef struct { void *handle; const char *(*unmap)(void *, uint32_t); } Unmap;
typedef struct { int context; uint32_t subject, key, size, type; const void *value; } Option;

#define PORTS 12
typedef struct { void *port[PORTS]; double rate; float held, told[4]; } Plug;

static void *instantiate(const Descriptor *d, double rate, const char *bundle,
                         const Feature *const *features) {
    Plug *p = calloc(1, sizeof *p);
    p->rate = rate;
    return p;
}
static void connect_port(void *h, uint32_t i, void *to) { ((Plug *)h)->port[i] = to; }
static void cleanup(void *h) { free(h); }
#define AT(i) ((float *)p->port[i])

/* gain: 0 in, 1 out, 2 gain, 3 latency (says 10, and keeps it) */
typedef struct { Plug p; float line[10]; int at; } Late;
static void *late_instantiate(const Descriptor *d, double rate, const char *b,
                              const Feature *const *f) {
    return calloc(1, sizeof(Late));
}
static void late_run(void *h, uint32_t n) {
    Late *late = h;
    Plug *p = h;
    for (uint32_t i = 0; i < n; i++) {
        float in = AT(0)[i];
        AT(1)[i] = late->line[late->at] * *AT(2);
        late->line[late->at] = in;
        late->at = (late->at + 1) % 10;
    }
    *AT(3) = 10;
}

/* trouble: 0 in, 1 out, 2 kind (0 none, 1 crash, 2 hang, 3 no number, 4 ends, 5 prints) */
static void trouble_run(void *h, uint32_t n) {
    Plug *p = h;
    int kind = (int)*AT(2);
    memcpy(AT(1), AT(0), n * sizeof(float));
    if (kind == 1) *(volatile int *)8 = 1;
    if (kind == 2) for (;;) {}
    if (kind == 3) AT(1)[n / 2] = NAN;
    if (kind == 4) exit(3);
    if (kind == 5) { printf("noise on standard output\n"); fflush(stdout); }
}

/* stereo: 0 left in, 1 right in, 2 side chain, 3 left out, 4 right out, 5 width by the rate,
   6 mode, 7 enabled, 8 messages in, 9 messages out. Left out is left + 2 * right; right out counts what is wrong. */
static void stereo_run(void *h, uint32_t n) {
    Plug *p = h;
    int wrong = n != 64;
    uint32_t *in = p->port[8], *out = p->port[9];
    for (uint32_t i = 0; i < n; i++) wrong += AT(2)[i] != 0.0f;
    wrong += *AT(7) != 1.0f;
    wrong += in[0] != 8 || in[1] == 0 || in[2] != 0 || in[3] != 0;
    wrong += out[0] < 1024 || out[1] == 0 || out[1] == in[1];
    out[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        float left = AT(0)[i], right = AT(1)[i];
        AT(3)[i] = left + 2 * right;
        AT(4)[i] = wrong * 1000 + *AT(6) * 100 + *AT(5) / p->rate;
    }
    p->held += 1;
}

/* asks: 0 in, 1 out; will not start unless the host tells what it promised. Out: what it was told. */
static const void *offered(const Feature *const *f, const char *uri) {
    for (; *f; f++) if (!strcmp((*f)->uri, uri)) return (*f)->data ? (*f)->data : "";
    return NULL;
}
#define EXT "http://lv2plug.in/ns/ext/"
static void *asks_instantiate(const Descriptor *d, double rate, const char *b,
                              const Feature *const *f) {
    Plug *p = instantiate(d, rate, b, f);
    const Map *map = offered(f, EXT "urid#map");
    const Unmap *unmap = offered(f, EXT "urid#unmap");
    const Option *option = offered(f, EXT "options#options");
    if (!map || !unmap || !option || !offered(f, EXT "buf-size#boundedBlockLength")) return NULL;
    uint32_t most = map->map(map->handle, EXT "buf-size#maxBlockLength");
    uint32_t rate_key = map->map(map->handle, EXT "parameters#sampleRate");
    if (most == rate_key || most != map->map(map->handle, EXT "buf-size#maxBlockLength")) return NULL;
    if (strcmp(unmap->unmap(unmap->handle, most), EXT "buf-size#maxBlockLength")) return NULL;
    if (unmap->unmap(unmap->handle, 9999)) return NULL;
    for (; option->key; option++) {
        if (option->key == most) p->told[0] = *(const int32_t *)option->value;
        if (option->key == rate_key) p->told[1] = *(const float *)option->value;
    }
    p->told[2] = b[strlen(b) - 1] == '/';
    return p;
}
static void asks_run(void *h, uint32_t n) {
    Plug *p = h;
    for (uint32_t i = 0; i < n; i++) AT(1)[i] = i < 3 ? p->told[i] : 0;
}

/* refuses to start */
static void *refuse(const Descriptor *d, double rate, const char *b, const Feature *const *f) {
    return NULL;
}
static void *stuck(const Descriptor *d, double rate, const char *b, const Feature *const *f) {
    for (;;) {}
}

#define ZOO "urn:timbrespace:zoo#"
#define PLUG(name, start, run) \
    {ZOO name, start, connect_port, NULL, run, NULL, cleanup, NULL}
static const Descriptor all[] = {
    PLUG("late", late_instantiate, late_run), PLUG("trouble", instantiate, trouble_run),
    PLUG("stereo", instantiate, stereo_run),  PLUG("asks", asks_instantiate, asks_run),
    PLUG("refuses", refuse, trouble_run),     PLUG("stuck", stuck, trouble_run),
};

#ifdef BY_LIBRARY
typedef struct {
    void *handle;
    uint32_t size;
    void (*cleanup)(void *);
    const Descriptor *(*get_plugin)(void *, uint32_t);
} Library;
static const Descriptor *get_plugin(void *handle, uint32_t index) {
    return index < sizeof all / sizeof *all ? &all[index] : NULL;
}
static const Library library = {NULL, sizeof(Library), NULL, get_plugin};
const Library *lv2_lib_descriptor(const char *bundle, const Feature *const *features) {
    return &library;
}
#else
const Descriptor *lv2_descriptor(uint32_t index) {
    return index < sizeof all / sizeof *all ? &all[index] : NULL;
}
#endif
