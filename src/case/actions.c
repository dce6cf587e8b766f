/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * actions - what events and schedules do: set a key of a link that may change, start or stop it, note, stop the run.
 */
#include "case_impl.h"

#include <string.h>

cd_link_reading *cd_case_find_link(cd_case_reader *r, const cd_value *name)
{
    cd_arena *arena = r->rd.arena;
    size_t found;
    if (cd_index_find_value(r->link_of, name, &found))
        return &r->links[found];
    const char **names = cd_arena_alloc(arena, r->n_links, sizeof *names);
    for (size_t i = 0; i < r->n_links; i++)
        names[i] = r->links[i].name;
    const char *text = cd_value_string(arena, name), *near = cd_nearest(text, names, r->n_links);
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name),
                near             ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                : r->n_links > 0 ? cd_arena_printf(arena, "there are: %s", cd_join(arena, names, r->n_links))
                                 : NULL,
                "there is no link, load or cooler \"%s\"", text);
    return NULL;
}

static const cd_field *find_field(const cd_link_kind *kind, const cd_value *key)
{
    for (size_t i = 0; i < kind->n_fields; i++)
        if (cd_value_is(key, kind->fields[i].key))
            return &kind->fields[i];
    return NULL;
}

/* "power, state": the keys of a kind that may change. */
static const char *changing_keys(cd_arena *arena, const cd_link_kind *kind)
{
    const char **keys = cd_arena_alloc(arena, kind->n_fields, sizeof *keys);
    size_t n = 0;
    for (size_t i = 0; i < kind->n_fields; i++)
        if (kind->fields[i].changes)
            keys[n++] = kind->fields[i].key;
    return n ? cd_join(arena, keys, n) : NULL;
}

static bool refuse_key(cd_case_reader *r, const cd_link_reading *link, const cd_value *key, bool known)
{
    cd_arena *arena = r->rd.arena;
    const char *text = cd_value_string(arena, key), *keys = changing_keys(arena, link->kind);
    const char *what = cd_section_what(arena, link->section);
    const char *hint = keys ? cd_arena_printf(arena, "of a %s may change: %s", link->kind->name, keys)
                            : cd_arena_printf(arena, "nothing of a %s may change", link->kind->name);
    if (known)
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(key), hint, "\"%s\" of %s cannot change while a run goes on",
                    text, what);
    else
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(key), hint, "%s has no key \"%s\"", what, text);
    return false;
}

/* A joint law that conductions name is no link of the network. */
static bool check_installed(cd_case_reader *r, const cd_link_reading *link, const cd_value *name)
{
    if (link->n > 0 || !link->good)
        return link->good;
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name), "name the [conduction] that it is a joint of",
                "%s joins no nodes and cannot change", cd_section_what(r->rd.arena, link->section));
    return false;
}

/* A profile in time has instants that are known before the run; one that an event brings has none. */
static bool refuse_time(cd_case_reader *r, const cd_field *field, const cd_value *value, const void *bytes)
{
    bool profile = field->type == CD_FIELD_RESOLVED && strcmp(field->resolver, "profile") == 0;
    if (!profile || !cd_profile_in_time(*(const cd_profile *const *)bytes))
        return true;
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(value), "set constants at several times in a [schedule]",
                "what an event sets cannot itself depend on the time");
    return false;
}

static bool read_setting(cd_case_reader *r, const cd_link_reading *link, const cd_field *field, const cd_value *value,
                         cd_action *out)
{
    void *bytes = cd_arena_alloc(r->rd.arena, 1, cd_field_size(field));
    if (!cd_case_read_value(r, field, cd_section_what(r->rd.arena, link->section), value, bytes) ||
        !refuse_time(r, field, value, bytes))
        return false;
    *out = (cd_action){.what = CD_DO_SET, .link = link->number, .field = field, .bytes = bytes};
    out->text = cd_arena_printf(r->rd.arena, "%s.%s = %.*s", link->name, field->key, (int)value->length, value->text);
    return true;
}

bool cd_case_state_action(cd_case_reader *r, const cd_link_reading *link, const char *word, cd_action *out)
{
    const cd_value key = cd_value_of_source(cd_source_from_text(r->rd.arena, "state", "state", 5));
    const cd_value value = cd_value_of_source(cd_source_from_text(r->rd.arena, "state", word, strlen(word)));
    const cd_field *field = find_field(link->kind, &key);
    return field && field->changes && read_setting(r, link, field, &value, out);
}

/* "start gm", "stop heater" */
static bool read_start_stop(cd_case_reader *r, const cd_value *name, const char *word, cd_action *out)
{
    const cd_link_reading *link = cd_case_find_link(r, name);
    if (!link || !check_installed(r, link, name))
        return false;
    if (cd_case_state_action(r, link, word, out))
        return true;
    const char *keys = changing_keys(r->rd.arena, link->kind);
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name),
                keys ? cd_arena_printf(r->rd.arena, "of a %s may change: %s", link->kind->name, keys) : NULL,
                "%s has no state to start or stop", cd_section_what(r->rd.arena, link->section));
    return false;
}

bool cd_case_read_assignment(cd_case_reader *r, const cd_value *left, const cd_value *right, cd_action *out)
{
    size_t dot = 0;
    while (dot < left->length && left->text[dot] != '.')
        dot++;
    cd_value name = cd_value_cut(left, 0, dot), key = cd_value_cut(left, dot + 1, left->length);
    if (dot >= left->length || name.length == 0 || key.length == 0) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(left), "write heater.power = 5 W",
                    "\"%s\" does not name a key of a link", cd_value_string(r->rd.arena, left));
        return false;
    }
    const cd_link_reading *link = cd_case_find_link(r, &name);
    if (!link)
        return false;
    const cd_field *field = find_field(link->kind, &key);
    if (!field || !field->changes)
        return refuse_key(r, link, &key, field != NULL);
    return check_installed(r, link, &name) && read_setting(r, link, field, right, out);
}

/* Whether the value begins with this word; what follows in *rest. */
static bool begins_with(const cd_value *value, const char *word, cd_value *rest)
{
    size_t n = strlen(word);
    if (value->length < n || memcmp(value->text, word, n) != 0)
        return false;
    *rest = cd_value_cut(value, n, value->length);
    return value->length == n || strchr(" \t\"", value->text[n]);
}

/* The text of a note: all of it, or what is between quotes, which end it. */
static bool read_note(cd_case_reader *r, const cd_value *text, cd_action *out)
{
    const char *quote = text->text[0] == '"' ? memchr(text->text + 1, '"', text->length - 1) : NULL;
    if (text->text[0] == '"' && quote != text->text + text->length - 1) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(text),
                    "write note \"text\"; what else is to be done goes on a line \"do = ...\" of its own",
                    "a note ends with its closing quote");
        return false;
    }
    *out = (cd_action){.what = CD_DO_NOTE, .text = cd_value_string(r->rd.arena, text)};
    return true;
}

bool cd_case_read_action(cd_case_reader *r, const cd_value *value, cd_action *out)
{
    cd_value text = cd_value_cut(value, 0, value->length), rest;
    const char *equals = text.length ? memchr(text.text, '=', text.length) : NULL;
    if (begins_with(&text, "note", &rest) && rest.length > 0)
        return read_note(r, &rest, out);
    if (equals) {
        size_t at = (size_t)(equals - text.text);
        cd_value left = cd_value_cut(&text, 0, at), right = cd_value_cut(&text, at + 1, text.length);
        return cd_case_read_assignment(r, &left, &right, out);
    }
    if (begins_with(&text, "stop", &rest) && rest.length == 0) {
        *out = (cd_action){.what = CD_DO_STOP, .text = "stop"};
        return true;
    }
    if (begins_with(&text, "stop", &rest))
        return read_start_stop(r, &rest, "off", out);
    if (begins_with(&text, "start", &rest) && rest.length > 0)
        return read_start_stop(r, &rest, "on", out);
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&text),
                "write one of: heater.power = 5 W; start NAME; stop NAME; note \"text\"; stop",
                "\"%s\" is nothing to do", cd_value_string(r->rd.arena, &text));
    return false;
}
