#include "Companion/Restore/FileRestoration.h"
#include "Fuzz/EnoughRead.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

namespace dequantizer
{

namespace
{
// The format of the input, so that its chunks and tags are written too.
const char* outputExtension(std::string_view bytes)
{
    const auto id = bytes.substr(0, 4), type = bytes.size() >= 12 ? bytes.substr(8, 4) : "";
    if (id == "FORM")
        return type == "8SVX" || type == "16SV" ? ".8svx" : ".aiff";
    return id == "fLaC" ? ".flac" : id == "caff" ? ".caf" : id == "riff" ? ".w64" : ".wav";
}
} // namespace

void fuzzRestore(std::string_view bytes)
{
    const FuzzFile file("restored", bytes);
    RestoreOptions options;
    options.bits = "8";
    options.force = options.salvage = true;
    options.solver.iterations = 1; // the reader is what matters
    const SoundJob job{file.path.string(), FuzzFile::output("out").string() + outputExtension(bytes)};
    constexpr int enoughPortions = 20;
    int portions = 0;
    try
    {
        const auto result = restoreFile(options, job, true,
                                        [&](double)
                                        {
                                            if (++portions > enoughPortions)
                                                throw EnoughRead();
                                        });
        require(result.sound.length > 0, "a restored sound has samples");
    }
    catch (const std::runtime_error&)
    {
        // Whatever is wrong with the input is one sentence for the user.
    }
}

} // namespace dequantizer
