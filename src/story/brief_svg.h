/* Figures of the HTML brief: SVG of our own making, in which every text is escaped. A figure is made for one page: its classes
 * are in the page's style. Private to the brief. */
#ifndef CASUS_BRIEF_SVG_H
#define CASUS_BRIEF_SVG_H

#include "story/brief.h"

/* Text for HTML and SVG, in elements and in attributes with double quotes. */
bool brief_escape(buffer *out, str text);

bool brief_timeline_svg(buffer *out, brief_document *d);
bool brief_network_svg(buffer *out, brief_document *d);
bool brief_tension_svg(buffer *out, brief_document *d);

/* <title> and <desc>, which a screen reader reads; ids end in `name`. */
bool brief_svg_begin(buffer *out, const char *name, int width, int height, str title, str desc);
bool brief_svg_text(buffer *out, int x, int y, const char *attributes, str text);

#endif
