/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resolve - the text of case.resolved.ini: every default and conversion made, every file that was read with its
 * SHA-256. Reading it gives the same case.
 */
#include "../link/profile.h"
#include "../material/csv_table.h"
#include "case_impl.h"

#include <string.h>

typedef struct {
    cd_arena *arena;
    char *text;
    size_t n, cap;
} text_buffer;

static void add(text_buffer *b, const char *s)
{
    const size_t length = strlen(s);
    if (length == 0)
        return;
    if (b->cap - b->n < length) {
        b->cap = 2 * (b->n + length);
        b->text = cd_arena_grow(b->arena, b->text, b->n, b->cap, 1);
    }
    memcpy(b->text + b->n, s, length);
    b->n += length;
}

static void add_source(text_buffer *b, const char *what, const cd_source *source)
{
    add(b, cd_arena_printf(b->arena, "# %s %s  sha256 %s\n", what, source->path, cd_source_sha256(b->arena, source)));
}

static void add_header(cd_case_reader *r, text_buffer *b)
{
    cd_case *cs = r->cs;
    const cd_source *const *files;
    add(b, cd_arena_printf(
               b->arena,
               "# cooldown %s: the case as it was understood: keys in SI, parameters and expressions as written\n",
               cd_version()));
    for (size_t i = 0; i < cs->ini.n_sources; i++)
        add_source(b, "case", cs->ini.sources[i]);
    for (size_t i = 0; i < cs->n_overrides; i++)
        add(b, cd_arena_printf(b->arena, "# --set %s\n", cs->overrides[i]->text));
    for (size_t i = 0, n = cd_materials_files(cs->materials, &files); i < n; i++)
        add_source(b, "material", files[i]);
    for (size_t i = 0, n = cd_coolers_files(cs->coolers, &files); i < n; i++)
        add_source(b, "cooler", files[i]);
    for (size_t i = 0; i < r->n_logs; i++)
        add_source(b, "log", r->logs[i]);
}

static void add_line(text_buffer *b, const char *key, const char *value)
{
    add(b, key);
    add(b, " = ");
    add(b, value);
    add(b, "\n");
}

/* The keys of a section without a table, as they are written; a csv file of a material by its whole path. */
static void add_as_written(cd_case_reader *r, text_buffer *b, const cd_ini_section *section)
{
    for (size_t k = 0; k < section->n_keys; k++) {
        const cd_value *value = &section->keys[k].value;
        const char *text = cd_arena_strn(b->arena, value->text, value->length);
        if (strcmp(section->type, "material") == 0 && cd_names_csv(value))
            text = cd_arena_printf(b->arena, "\"%s\"", cd_case_absolute(r, cd_csv_path(b->arena, value)));
        add_line(b, section->keys[k].key, text);
    }
}

/* A key kept as text, as often as it is given. */
static void add_texts(text_buffer *b, const cd_ini_section *section, const cd_field *field)
{
    bool given = false;
    for (size_t k = 0; k < section->n_keys; k++)
        if (strcmp(section->keys[k].key, field->key) == 0) {
            add_line(b, field->key,
                     cd_arena_strn(b->arena, section->keys[k].value.text, section->keys[k].value.length));
            given = true;
        }
    if (!given && field->default_text)
        add_line(b, field->key, field->default_text);
}

static const void *filled_of(const cd_case_reader *r, const cd_ini_section *section)
{
    size_t i = (size_t)(section - r->cs->ini.sections);
    return i < r->n_filled ? r->filled[i] : NULL;
}

/* The map of a cooler beside the case is named by its whole path: the resolved case stands in another folder. NULL: it
 * is not such a key. */
static const char *csv_model(cd_case_reader *r, const cd_field *field, const cd_ini_section *section)
{
    const cd_ini_key *key = cd_ini_find(section, field->key);
    if (!key || field->type != CD_FIELD_RESOLVED || strcmp(field->resolver, "cooler") != 0)
        return NULL;
    const char *name = cd_value_string(r->rd.arena, &key->value);
    const size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".csv") == 0
               ? cd_arena_printf(r->rd.arena, "\"%s\"", cd_case_absolute(r, cd_case_beside(r, name)))
               : NULL;
}

/* A measured log that drives something, by its whole path; NULL: the field names none. */
static const char *log_text(cd_case_reader *r, const cd_field *field, const void *filled)
{
    if (field->type != CD_FIELD_RESOLVED ||
        (strcmp(field->resolver, "profile") != 0 && strcmp(field->resolver, "course") != 0))
        return NULL;
    const cd_profile *p = *(const cd_profile *const *)(const void *)((const char *)filled + field->offset);
    const cd_source *source = p ? cd_profile_source(p) : NULL;
    return source ? cd_profile_text(r->rd.arena, p, cd_case_absolute(r, source->path)) : NULL;
}

static void add_by_table(cd_case_reader *r, text_buffer *b, const cd_ini_section *section)
{
    size_t n;
    const cd_field *fields = cd_section_fields(section->type, &n);
    const void *filled = filled_of(r, section);
    for (size_t i = 0; i < n; i++) {
        const char *text = filled ? cd_field_text(b->arena, &fields[i], section, filled) : NULL;
        const char *log = filled ? log_text(r, &fields[i], filled) : NULL;
        text = log ? log : text;
        if (r->cs->start_from && strcmp(section->type, "case") == 0 && strcmp(fields[i].key, "start") == 0)
            text = cd_arena_printf(b->arena, "from %s", r->cs->start_from); /* by its whole path */
        if (text && csv_model(r, &fields[i], section))
            text = csv_model(r, &fields[i], section);
        if (fields[i].type == CD_FIELD_VALUES || !filled)
            add_texts(b, section, &fields[i]);
        else if (text)
            add_line(b, fields[i].key, text);
    }
}

/* A measured file is named by its whole path: the resolved case stands in another folder. */
static void add_plot(const cd_case_reader *r, text_buffer *b, const cd_ini_section *section)
{
    for (size_t k = 0; k < section->n_keys; k++) {
        const cd_ini_key *key = &section->keys[k];
        const char *text = cd_arena_strn(b->arena, key->value.text, key->value.length);
        for (size_t p = 0; strcmp(key->key, "data") == 0 && p < r->cs->n_plots; p++)
            if (section->name && strcmp(r->cs->plots[p].name, section->name) == 0 && r->cs->plots[p].data_path)
                text = cd_arena_printf(b->arena, "\"%s\"", r->cs->plots[p].data_path);
        add_line(b, key->key, text);
    }
}

char *cd_case_resolve(cd_case_reader *r)
{
    text_buffer b = {.arena = r->rd.arena};
    add_header(r, &b);
    for (size_t i = 0; i < r->cs->ini.n_sections; i++) {
        const cd_ini_section *section = &r->cs->ini.sections[i];
        if (section->n_keys == 0 && !section->name && !filled_of(r, section))
            continue; /* its keys stand in the first section of its type */
        add(&b, section->name ? cd_arena_printf(b.arena, "\n[%s %s]\n", section->type, section->name)
                              : cd_arena_printf(b.arena, "\n[%s]\n", section->type));
        if (strcmp(section->type, "plot") == 0)
            add_plot(r, &b, section);
        else if (cd_section_fields(section->type, &(size_t){0}))
            add_by_table(r, &b, section);
        else
            add_as_written(r, &b, section);
    }
    CD_PUSH(b.arena, b.text, b.n, b.cap, 0);
    return b.text;
}
