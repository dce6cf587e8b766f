/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini - see ini.h: section headers, keys, and the walk through a file. Lines are joined in ini_line.c; where an include
 * leads is decided in ini_include.c.
 */
#include "ini.h"

#include "ini_include.h"
#include "ini_line.h"

#include <string.h>

/* After so many errors the rest of a file is not read: it is hardly a case file. */
#define MAX_ERRORS 200

/* What a key read now would belong to. */
typedef enum {
    NO_SECTION,    /* the file has not had a section yet: includes are allowed */
    STRAY_KEYS,    /* so, but a key was met, and the error said once */
    IN_SECTION,    /* the last section of the result */
    IN_BAD_SECTION /* one whose header is in error: keys are dropped, so that they do not end in the one before */
} state;

typedef struct {
    cd_arena *arena;
    cd_diags *diags;
    cd_ini *out;
    const cd_ini_file *file;
    cd_ini_includes *includes;
    state state;
} reader;

static void read_file(reader *r);

static bool is_name(const cd_value *word)
{
    for (size_t i = 0; i < word->length; i++) {
        char c = word->text[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return word->length > 0;
}

/* The word with everything that cannot be in a name replaced by '_': "my key" to "my_key". NULL when nothing else is
 * left of it. */
static const char *as_name(cd_arena *arena, const cd_value *word)
{
    char *name = cd_arena_strn(arena, word->text, word->length);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < word->length; i++) {
        cd_value c = {.text = word->text + i, .length = 1};
        bool keep = is_name(&c);
        kept += keep && word->text[i] != '_';
        if (keep || n == 0 || name[n - 1] != '_')
            name[n++] = keep ? word->text[i] : '_';
    }
    name[n] = '\0';
    return kept ? name : NULL;
}

/* Adds an error and returns false when the word is not one of letters, digits and '_'. */
static bool check_name(const reader *r, const cd_value *word, const char *kind)
{
    if (is_name(word))
        return true;
    const char *better = as_name(r->arena, word), *hint = "names are one word of letters, digits and _";
    if (better)
        hint = cd_arena_printf(r->arena, "%s: did you mean \"%s\"?", hint, better);
    cd_diag_add(r->diags, CD_ERROR, cd_value_whole(word), hint, "%s \"%.*s\" is not a name", kind, (int)word->length,
                word->text);
    return false;
}

/* Splits "node coil" at its first white space; the name may come out empty. */
static void split_header(const cd_value *inner, cd_value *type, cd_value *name)
{
    size_t end = 0;
    while (end < inner->length && inner->text[end] != ' ' && inner->text[end] != '\t')
        end++;
    *type = cd_value_cut(inner, 0, end);
    *name = cd_value_cut(inner, end, inner->length);
}

static const char *copy(cd_arena *arena, const cd_value *word)
{
    return cd_arena_strn(arena, word->text, word->length);
}

/* Begins a section from "type" or "type name". */
static void open_section(reader *r, const cd_value *header, const cd_value *inner)
{
    cd_value type, name;
    split_header(inner, &type, &name);
    r->state = IN_BAD_SECTION;
    if (type.length == 0) {
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(header),
                    "write the type of the section and, where it has one, a name: [node coil]",
                    "section without a type");
        return;
    }
    bool good = check_name(r, &type, "section type");
    if (name.length > 0 && !check_name(r, &name, "section name"))
        good = false;
    if (!good)
        return;
    cd_ini_section section = {.type = copy(r->arena, &type),
                              .name = name.length ? copy(r->arena, &name) : NULL,
                              .type_span = cd_value_whole(&type),
                              .name_span = cd_value_whole(name.length ? &name : &type),
                              .header = cd_value_whole(header)};
    CD_PUSH(r->arena, r->out->sections, r->out->n_sections, r->out->cap_sections, section);
    r->state = IN_SECTION;
}

/* "[type name]". Text after the ']' is an error, but the section is there: its absence would be reported as well. */
static void read_header(reader *r, const cd_value *line)
{
    const char *close = memchr(line->text, ']', line->length);
    if (!close) {
        const char *hint = cd_arena_printf(r->arena, "write %.*s]", (int)line->length, line->text);
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(line), hint, "section header without \"]\"");
        r->state = IN_BAD_SECTION;
        return;
    }
    size_t end = (size_t)(close - line->text);
    cd_value header = cd_value_cut(line, 0, end + 1), inner = cd_value_cut(line, 1, end);
    cd_value junk = cd_value_cut(line, end + 1, line->length);
    if (junk.length > 0)
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(&junk),
                    "end the line after the first \"]\"; a key goes on a line of its own, a comment after #",
                    "text after the section header %.*s", (int)header.length, header.text);
    open_section(r, &header, &inner);
}

static bool check_key(const reader *r, const cd_value *key)
{
    if (!memchr(key->text, '.', key->length))
        return check_name(r, key, "key");
    cd_diag_add(r->diags, CD_ERROR, cd_value_whole(key),
                "write only the key, in the section it belongs to; a dot is for --set on the command line",
                "key \"%.*s\" has a dot in it", (int)key->length, key->text);
    return false;
}

/* Divides "key = value"; adds an error and returns false when it cannot. */
static bool split_key(const reader *r, const cd_value *line, cd_value *key, cd_value *value)
{
    const char *equals = memchr(line->text, '=', line->length);
    if (!equals) {
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(line),
                    "write key = value; to go on with the line before, end that one with \\", "no \"=\" in this line");
        return false;
    }
    size_t at = (size_t)(equals - line->text);
    *key = cd_value_cut(line, 0, at);
    *value = cd_value_cut(line, at + 1, line->length);
    if (key->length > 0)
        return check_key(r, key);
    cd_diag_add(r->diags, CD_ERROR, cd_value_span(line, at, at + 1), "write the key in front of it: key = value",
                "no key before \"=\"");
    return false;
}

/* Reads the file that an include names, in its place. */
static void include(reader *r, const cd_value *value)
{
    const cd_ini_file *file = cd_ini_include(r->includes, r->file, value);
    if (!file)
        return;
    reader inner = *r;
    inner.file = file;
    inner.state = NO_SECTION;
    read_file(&inner);
}

/* A key outside all sections: an include, or an error that is given once for all stray keys of a file. */
static void read_stray(reader *r, const cd_value *key, const cd_value *value)
{
    if (cd_value_is(key, "include")) {
        include(r, value);
    } else if (r->state == NO_SECTION) {
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(key), "write a section header such as [case] above it",
                    "key \"%.*s\" before the first section", (int)key->length, key->text);
        r->state = STRAY_KEYS;
    }
}

/* The section whose keys are being read, or NULL. */
static cd_ini_section *current(const reader *r)
{
    return r->state == IN_SECTION ? &r->out->sections[r->out->n_sections - 1] : NULL;
}

static void read_key(reader *r, const cd_value *line)
{
    cd_value key, value;
    cd_ini_section *section = current(r);
    if (!split_key(r, line, &key, &value)) {
        if (section)
            section->damaged = true;
    } else if (r->state == NO_SECTION || r->state == STRAY_KEYS) {
        read_stray(r, &key, &value);
    } else if (cd_value_is(&key, "include")) {
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(&key), "move it above the first section of this file",
                    "include inside a section");
    } else if (section) {
        cd_ini_key entry = {.key = copy(r->arena, &key), .key_span = cd_value_whole(&key), .value = value};
        if (section->cap_keys == 0) { /* most have few */
            section->cap_keys = 3;
            section->keys = cd_arena_alloc(r->arena, section->cap_keys, sizeof *section->keys);
        }
        CD_PUSH(r->arena, section->keys, section->n_keys, section->cap_keys, entry);
    }
}

static void read_line(reader *r, const cd_ini_line *line)
{
    if (line->damaged) {
        if (current(r))
            current(r)->damaged = true;
        if (line->text.length > 0 && line->text.text[0] == '[')
            r->state = IN_BAD_SECTION;
    } else if (line->text.length > 0) {
        if (line->text.text[0] == '[')
            read_header(r, &line->text);
        else
            read_key(r, &line->text);
    }
}

static void read_file(reader *r)
{
    const cd_source *source = r->file->source;
    CD_PUSH(r->arena, r->out->sources, r->out->n_sources, r->out->cap_sources, source);
    size_t before = cd_diags_count(r->diags, CD_ERROR), next = 0;
    cd_ini_line line;
    while (cd_ini_next_line(r->arena, r->diags, source, &next, &line)) {
        read_line(r, &line);
        if (cd_diags_count(r->diags, CD_ERROR) - before < MAX_ERRORS)
            continue;
        cd_diag_add(r->diags, CD_ERROR, cd_value_whole(&line.text), "is it a case file?",
                    "%d errors in \"%s\": the rest of it is not read", MAX_ERRORS, source->path);
        break;
    }
}

static void start(cd_arena *arena, const cd_ini_file *file, cd_ini_includes *includes, cd_diags *diags, cd_ini *out)
{
    *out = (cd_ini){0};
    reader r = {arena, diags, out, file, includes, NO_SECTION};
    read_file(&r);
}

bool cd_ini_read(cd_arena *arena, const char *path, cd_diags *diags, cd_ini *out)
{
    *out = (cd_ini){0};
    cd_ini_includes *includes = cd_ini_includes_new(arena, diags);
    const cd_ini_file *file = cd_ini_main(includes, path);
    if (file)
        start(arena, file, includes, diags, out);
    return file != NULL;
}

void cd_ini_read_source(cd_arena *arena, const cd_source *source, cd_diags *diags, cd_ini *out)
{
    cd_ini_file file = {.source = source};
    start(arena, &file, cd_ini_includes_new(arena, diags), diags, out);
}

cd_ini_key *cd_ini_find(const cd_ini_section *section, const char *key)
{
    for (size_t i = 0; i < section->n_keys; i++) {
        const char *other = section->keys[i].key;
        if (other[0] == key[0] && strcmp(other, key) == 0) /* most are told apart by their first letter */
            return &section->keys[i];
    }
    return NULL;
}
