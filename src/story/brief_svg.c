/* What the figures share. */
#include "story/brief_svg.h"

bool brief_escape(buffer *out, str text) {
  bool ok = true;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '&') ok = buffer_add(out, STR("&amp;")) && ok;
    else if (c == '<') ok = buffer_add(out, STR("&lt;")) && ok;
    else if (c == '>') ok = buffer_add(out, STR("&gt;")) && ok;
    else if (c == '"') ok = buffer_add(out, STR("&quot;")) && ok;
    else if (c == '\'') ok = buffer_add(out, STR("&#39;")) && ok;
    else ok = buffer_add_byte(out, c) && ok;
  }
  return ok;
}

bool brief_svg_begin(buffer *out, const char *name, int width, int height, str title, str desc) {
  bool ok =
      buffer_format(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n<title id=\"%s-title\">",
                    width, height, name, name, name);
  ok = ok && brief_escape(out, title) && buffer_format(out, "</title>\n<desc id=\"%s-desc\">", name);
  return ok && brief_escape(out, desc) && buffer_add(out, STR("</desc>\n"));
}

bool brief_svg_text(buffer *out, int x, int y, const char *attributes, str text) {
  return buffer_format(out, "<text x=\"%d\" y=\"%d\"%s>", x, y, attributes) && brief_escape(out, text) &&
         buffer_add(out, STR("</text>\n"));
}
