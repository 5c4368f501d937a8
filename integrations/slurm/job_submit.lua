--[[ Ondol in Slurm's job_submit plugin: holds GPU jobs until the connector (`ondol slurm`) has asked Ondol where they run.

Install as job_submit.lua beside slurm.conf, with `JobSubmitPlugins=lua` there. A site that has a job_submit.lua of its own puts
this one beside it as ondol.lua and goes on from there:

    dofile("/etc/slurm/ondol.lua")
    local ondol = slurm_job_submit
    function slurm_job_submit(job, partitions, uid)
        -- own rules
        return ondol(job, partitions, uid)
    end

A job is held only while both the connector's heart beat and the watchdog's mark are young: without Ondol, without the connector
or without the watchdog, Slurm works as if this file were not there. Written for Lua 5.1 and later. ]]

local FOLDER = os.getenv("ONDOL_SLURM_FOLDER") or "/run/ondol"
-- Seconds after which a heart beat counts for nothing. The connector's comes every 5 s, the watchdog's every minute.
local ALIVE_S = 60
local WATCHED_S = 180

local NO_VALUE = 4294967294 -- Slurm's NO_VAL; INFINITE is one more

-- The second that the file tells, or 0.
local function second(name)
    local file = io.open(FOLDER .. "/" .. name, "r")
    if not file then
        return 0
    end
    local text = file:read("*l")
    file:close()
    return tonumber(text or "") or 0
end

local function young(name, seconds)
    local age = os.time() - second(name)
    return age <= seconds and age >= -seconds
end

local function given(text)
    return text ~= nil and text ~= ""
end

local function asks_for_gpus(job)
    for _, field in ipairs({ "tres_per_node", "tres_per_job", "tres_per_task" }) do
        local asked = job[field]
        if given(asked) and ("," .. asked):find("[,:/]gpu%f[^%w_]") then
            return true
        end
    end
    return false
end

-- Dependencies that the connector can follow: on the end of jobs by number.
local function plain(dependency)
    local numbers = dependency:gsub("afternotok", ""):gsub("afterany", ""):gsub("afterok", "")
    return numbers:find("^[%d:,]*$") ~= nil
end

-- What Ondol could not respect, as the reason why the job is Slurm's alone; nil where there is nothing.
local function own_wish(job)
    if job.priority == 0 then
        return "it is held by its owner"
    elseif given(job.req_nodes) or given(job.exc_nodes) then
        return "it names nodes"
    elseif given(job.features) then
        return "it has constraints"
    elseif given(job.reservation) then
        return "it runs in a reservation"
    elseif given(job.array_inx) then
        return "it is an array"
    elseif given(job.tres_per_socket) then
        return "it counts GPUs by socket"
    elseif given(job.dependency) and not plain(job.dependency) then
        return "it depends on more than the end of jobs"
    elseif job.immediate == 1 then
        return "it must start at once"
    elseif given(job.clusters) then
        return "it may run in other clusters"
    elseif job.het_job_offset ~= nil and job.het_job_offset < NO_VALUE then
        return "it is part of a heterogeneous job"
    elseif given(job.comment) and job.comment:find("ondol:off", 1, true) then
        return "its owner says so"
    end
    return nil
end

local function hold(job)
    if not asks_for_gpus(job) then
        return
    end
    local why = own_wish(job)
    if why then
        slurm.log_debug("ondol: a job is left to Slurm: %s", why)
        return
    end
    if not young("slurm-alive", ALIVE_S) or not young("slurm-watched", WATCHED_S) then
        slurm.log_info("ondol: a job is left to Slurm: the connector or its watchdog is not alive")
        return
    end
    local begin = job.begin_time
    job.priority = 0
    job.admin_comment = "ondol:held"
    if begin ~= nil and begin > os.time() and begin < NO_VALUE then
        job.admin_comment = string.format("ondol:held begin=%d", begin)
    end
end

function slurm_job_submit(job, partitions, uid)
    local fine, fault = pcall(hold, job)
    if not fine then
        slurm.log_error("ondol: a job is left to Slurm: %s", tostring(fault))
    end
    return slurm.SUCCESS
end

function slurm_job_modify(job, record, partitions, uid)
    return slurm.SUCCESS
end
