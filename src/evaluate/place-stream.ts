import { chooseIncident } from "../relate/choose-incident.ts";
import { memoryStoryIndex } from "../relate/memory-story-index.ts";
import { sketchOf } from "../relate/sketch.ts";
import type { StoryModel } from "../relate/story-model.ts";
import type { Placed } from "./score-stories.ts";
import type { Labelled } from "./story-stream.ts";

/** Files a stream in its order, each report by the model that `modelFor` names for it. */
export function placeStream(
  stream: readonly Labelled[],
  modelFor: (labelled: Labelled) => StoryModel,
): Placed[] {
  const index = memoryStoryIndex();
  return stream.map((labelled) => {
    const { told, atMs, event } = labelled;
    const model = modelFor(labelled);
    const sketch = sketchOf(told, model.vocabulary);
    const { joining, profile } = chooseIncident(
      sketch,
      index.lookUp({ terms: sketch.terms, atMs }),
      model,
    );
    const reportId = told.report.id;
    const incidentId = joining?.incidentId ?? reportId;
    index.add({ incidentId, reportId, profile, atMs });
    return { event, incident: incidentId };
  });
}
