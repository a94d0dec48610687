#include "Companion/Restore/RestoreRun.h"

#include "Companion/Interruption.h"
#include "Companion/Progress.h"
#include "Companion/Restore/FileRestoration.h"
#include "Companion/Restore/RestoreReport.h"
#include "Files/AtomicFile.h"
#include "Files/FileError.h"
#include "Files/Utf8Path.h"
#include "Training/ParallelFor.h"

#include <algorithm>
#include <iostream>
#include <mutex>
#include <new>
#include <set>
#include <stdexcept>
#include <system_error>

namespace dequantizer
{

namespace
{
// Files are weighted by their size in bytes, and by this for what does not depend on the size.
constexpr double overheadBytes = 20000.0;

struct Stopped : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

double weightOf(const SoundJob& job)
{
    std::error_code failure;
    const auto bytes = std::filesystem::file_size(job.input, failure);
    return overheadBytes + (failure ? 0.0 : static_cast<double>(bytes));
}

// Whether the output is complete, which every existing output is, and not older than the input.
bool isDone(const SoundJob& job)
{
    std::error_code failure;
    if (!std::filesystem::is_regular_file(job.output, failure))
        return false;
    const auto written = std::filesystem::last_write_time(job.output, failure);
    return !failure && written >= std::filesystem::last_write_time(job.input, failure) && !failure;
}

// The folders that outputs needed and that did not exist. Any thread.
class NewFolders
{
public:
    void makeFor(const std::filesystem::path& file)
    {
        const std::scoped_lock lock(mutex);
        std::error_code failure;
        for (auto folder = file.parent_path(); folder.has_relative_path() && !std::filesystem::exists(folder, failure);
             folder = folder.parent_path())
            made.insert(folder);
        std::filesystem::create_directories(file.parent_path(), failure);
        if (failure)
            throw FileError(utf8FromPath(file) + ": the folder for this file cannot be made: " + failure.message());
    }

    // Those that got no file after all. No other thread may still be writing.
    void removeEmpty()
    {
        std::error_code ignored; // of folders that are not empty
        std::for_each(made.rbegin(), made.rend(),
                      [&](const auto& innermostFirst) { std::filesystem::remove(innermostFirst, ignored); });
    }

private:
    std::mutex mutex;
    std::set<std::filesystem::path> made;
};

class RestoreRun
{
public:
    RestoreRun(const RestoreOptions& restoreOptions, RestoreJobs toDo)
        : options(restoreOptions), jobs(std::move(toDo)), rows(jobs.jobs.size()), parts(jobs.jobs.size(), 0.0),
          progress("restore", totalWeight())
    {
    }

    void run()
    {
        const Interruption interruption;
        parallelFor(std::min(options.jobs, static_cast<int>(rows.size())), [this](int) { work(); });
        progress.clear();
        folders.removeEmpty();
        if (!options.report.empty())
            writeRestoreReport(rows, options.report);
        if (Interruption::requested())
            throw std::runtime_error(rows.size() > 1
                                         ? std::string("stopped after ") + std::to_string(finished) + " of " +
                                               std::to_string(rows.size()) + " files; --resume continues"
                                         : "stopped");
        if (jobs.toFolder)
            summarise();
        else if (rows.front().status == "failed")
            throw std::runtime_error(rows.front().error);
    }

private:
    double totalWeight()
    {
        double total = 0.0;
        for (const auto& job : jobs.jobs)
            total += weights.emplace_back(weightOf(job));
        return total;
    }

    void work() noexcept
    {
        for (auto index = take(); index < rows.size(); index = take())
        {
            ReportRow row{jobs.jobs[index], "failed", "stopped", std::nullopt};
            try
            {
                restoreOne(index, row);
            }
            catch (const Stopped&)
            {
                const std::scoped_lock lock(mutex);
                rows[index] = row;
                return;
            }
            catch (const std::bad_alloc&)
            {
                row.error = row.job.name() + ": there is not enough memory";
            }
            catch (const std::exception& error)
            {
                row.error = error.what();
                const bool isNamed = row.error.starts_with(utf8FromPath(row.job.input)) ||
                                     row.error.starts_with(utf8FromPath(row.job.output));
                if (jobs.toFolder && !isNamed)
                    row.error = row.job.name() + ": " + row.error;
            }
            finish(index, std::move(row));
        }
    }

    std::size_t take()
    {
        const std::scoped_lock lock(mutex);
        return Interruption::requested() ? rows.size() : next++;
    }

    void restoreOne(std::size_t index, ReportRow& row)
    {
        const auto& job = row.job;
        if (options.resume && isDone(job))
        {
            row.status = "skipped";
            row.error.clear();
            return;
        }
        if (jobs.toFolder && !options.dryRun)
            folders.makeFor(job.output);
        row.file = restoreFile(options, job, !options.report.empty(),
                               [this, index](double part)
                               {
                                   if (Interruption::requested())
                                       throw Stopped("stopped");
                                   update(index, part);
                               });
        row.status = options.dryRun ? "would be restored" : "restored";
        row.error.clear();
    }

    void update(std::size_t index, double part)
    {
        const std::scoped_lock lock(mutex);
        done += weights[index] * (part - parts[index]);
        parts[index] = part;
        progress.update(done, rows.size() > 1
                                  ? std::to_string(finished) + " of " + std::to_string(rows.size()) + " files"
                                  : std::string());
    }

    void finish(std::size_t index, ReportRow row)
    {
        update(index, 1.0);
        const std::scoped_lock lock(mutex);
        ++finished;
        if (row.file)
            for (const auto& warning : row.file->warnings)
                say(std::cerr, "dequantizer: " + warning);
        const bool toStream = row.job.output == standardStream;
        if (row.file)
            say(toStream ? std::cerr : std::cout, utf8FromPath(row.job.output) + ": " + row.file->description);
        rows[index] = std::move(row);
    }

    void say(std::ostream& stream, const std::string& line)
    {
        progress.clear();
        stream << line << '\n' << std::flush;
    }

    void summarise() const
    {
        const auto count = [this](const char* status) {
            return std::count_if(rows.begin(), rows.end(),
                                 [status](const ReportRow& row) { return row.status == status; });
        };
        std::cout << count(options.dryRun ? "would be restored" : "restored") << " of " << rows.size() << " files "
                  << (options.dryRun ? "would be restored" : "restored");
        if (options.resume)
            std::cout << ", " << count("skipped") << " skipped";
        std::cout << '\n' << std::flush;
        const auto failed = count("failed");
        if (failed == 0)
            return;
        std::string text = std::to_string(failed) + " of " + std::to_string(rows.size()) + " files " +
                           (options.dryRun ? "cannot be restored:" : "could not be restored:");
        for (const auto& row : rows)
            if (row.status == "failed")
                text += "\n  " + row.error;
        throw std::runtime_error(text);
    }

    const RestoreOptions& options;
    const RestoreJobs jobs;
    std::vector<double> weights;
    NewFolders folders;

    std::mutex mutex; // protects the members below
    std::vector<ReportRow> rows;
    std::vector<double> parts; // of each file, 0 .. 1
    Progress progress;
    std::size_t next = 0, finished = 0;
    double done = 0.0;
};
} // namespace

void runRestore(const RestoreOptions& options)
{
    options.check();
    if (!options.report.empty())
        checkTarget(options.report);
    std::ignore = options.solver.trainedFor(); // fails here instead of for each file
    RestoreRun(options, listRestoreJobs(options)).run();
}

} // namespace dequantizer
