#include "Plugin/Standalone/TemporaryResult.h"

#include "Files/Utf8Path.h"

#include <random>
#include <stdexcept>
#include <system_error>

namespace dequantizer
{

namespace
{
constexpr int bitsOfResult = 32; // floating point: nothing is lost, whatever the program does next
}

TemporaryResult::TemporaryResult(std::filesystem::path parent) : place(std::move(parent)) {}

TemporaryResult::~TemporaryResult()
{
    work.reset();
    std::error_code ignored;
    if (!folder.empty())
        std::filesystem::remove_all(folder, ignored);
}

void TemporaryResult::createFolder()
{
    std::error_code failed;
    if (!folder.empty() && std::filesystem::is_directory(folder, failed))
        return;
    if (place.empty())
        throw std::runtime_error("The system has no folder for temporary files. Use Export instead.");
    // create_directory() returns false if the name is taken.
    for (int attempt = 0; attempt < 10; ++attempt)
    {
        auto candidate = place / ("dequantizer-" + std::to_string(std::random_device{}()));
        if (std::filesystem::create_directory(candidate, failed))
        {
            std::filesystem::permissions(candidate, std::filesystem::perms::owner_all, failed);
            folder = std::move(candidate);
            return;
        }
    }
    throw std::runtime_error("No folder for the file to drag can be made in " + utf8FromPath(place) +
                             (failed ? ": " + failed.message() : std::string()));
}

std::filesystem::path TemporaryResult::unusedFile(const std::string& name) const
{
    const std::u8string stem(name.begin(), name.end());
    auto file = folder / (stem + u8"-restored.wav");
    std::error_code ignored;
    for (int number = 2; std::filesystem::exists(file, ignored); ++number)
    {
        const auto digits = std::to_string(number);
        file = folder / (stem + u8"-restored-" + std::u8string(digits.begin(), digits.end()) + u8".wav");
    }
    return file;
}

void TemporaryResult::render(const juce::MemoryBlock& state, std::shared_ptr<const Sound> sound,
                             const std::string& name)
{
    std::error_code ignored;
    const bool isCurrent =
        current == Stage::rendering || (current == Stage::ready && std::filesystem::is_regular_file(target, ignored));
    if (isCurrent && sound == rendered && state == settings)
        return;
    discard();
    settings = state;
    rendered = std::move(sound);
    try
    {
        createFolder();
        target = unusedFile(name);
        work = std::make_unique<Export>(settings, rendered, target, bitsOfResult);
        current = Stage::rendering;
    }
    catch (const std::exception& error)
    {
        failure = error.what();
        current = Stage::failed;
    }
}

void TemporaryResult::update()
{
    if (work == nullptr || !work->isFinished())
        return;
    failure = work->error();
    current = work->hasSucceeded() ? Stage::ready : Stage::failed;
    work.reset();
}

void TemporaryResult::discard()
{
    work.reset();
    std::error_code ignored;
    if (!isKept && !target.empty())
        std::filesystem::remove(target, ignored);
    isKept = false;
    target.clear();
    rendered.reset();
    failure.clear();
    current = Stage::none;
}

bool TemporaryResult::contains(const std::filesystem::path& path) const
{
    return !folder.empty() && path.parent_path() == folder;
}

} // namespace dequantizer
