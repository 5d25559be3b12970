// The views in the order of the page.  A view has
//
//   name      as in the data and in links
//   exists    (world, page): has the result the data for it
//   draw      (context): {sentence, note?, choices?, panels: {title?, height, option}[], blocks?: tables that stand open,
//             with a title each, table, extra?}, or null where the
//             reader's choices leave nothing to show
import { breakEven } from "./break_even.js";
import { bySegment } from "./by_segment.js";
import { capacity } from "./capacity.js";
import { channels } from "./channels.js";
import { contacts } from "./contacts.js";
import { coverage } from "./coverage.js";
import { decision } from "./decision.js";
import { differences } from "./differences.js";
import { foundation } from "./foundation.js";
import { funnel } from "./funnel.js";
import { goals } from "./goals.js";
import { map } from "./map.js";
import { months } from "./months.js";
import { payback } from "./payback.js";
import { plane } from "./plane.js";
import { promises } from "./promises.js";
import { recurring } from "./recurring.js";
import { retention } from "./retention.js";
import { serviceCost } from "./service_cost.js";
import { split } from "./split.js";
import { traces } from "./traces.js";
import { ways } from "./ways.js";
import { worlds } from "./worlds.js";

export const views = [worlds, differences, decision, goals, promises, map, bySegment, breakEven, payback, plane, retention, months, recurring,
                      serviceCost, capacity, contacts, channels, funnel, ways, split, traces, coverage, foundation];

/** The view on the first screen: the map where there are segments. */
export const firstOf = (world) => (map.exists(world) ? map : differences);
