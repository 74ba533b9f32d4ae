/* What the class, id, role and other attributes of an element say about it. */
#ifndef CASUS_HTML_CUES_H
#define CASUS_HTML_CUES_H

#include "base/base.h"

/* Bits HTML_CUE_*, of any attribute; a value that is missing is empty. */
unsigned html_cues_of_attribute(str name, str value);

#endif
