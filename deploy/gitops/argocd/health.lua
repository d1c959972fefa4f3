-- The health of a PipelineStopRequest in Argo CD: what kstatus, and so Flux, says of it.
-- Argo CD gives no string and no math library here, and one second.
local health = { status = "Progressing" }

if obj.metadata.deletionTimestamp ~= nil then
  health.message = "Being deleted."
  return health
end

-- -1 until the operator has looked; behind the generation after an edit.
if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  health.message = "The operator has not looked at this yet."
  return health
end

-- Each of these conditions carries the reason and the message of the condition Succeeded.
for _, condition in ipairs(obj.status.conditions or {}) do
  if condition.status == "True" then
    if condition.type == "Stalled" then
      health.status = "Degraded"
    elseif condition.type == "Ready" then
      health.status = "Healthy"
    end
  end
  if condition.type == "Ready" then
    health.message = condition.reason .. ": " .. condition.message
  end
end
return health
