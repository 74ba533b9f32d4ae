/* What the class, id, role and other attributes of an element say about it. */
#ifndef CASUS_HTML_CUES_H
#define CASUS_HTML_CUES_H

#include "base/base.h"

/* Of the value of a class or id: bits HTML_CUE_*. */
unsigned html_cues_of_words(str value);
/* Of any attribute but class and id; a value that is missing is empty. */
unsigned html_cues_of_attribute(str name, str value);

#endif
