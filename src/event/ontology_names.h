/* What the files of this folder share beside event.h. */
#ifndef CASUS_ONTOLOGY_NAMES_H
#define CASUS_ONTOLOGY_NAMES_H

#include "event/event.h"

enum { ONTOLOGY_MODE_COUNT = 67 };

casus_type mode_type(unsigned mode);

#endif
