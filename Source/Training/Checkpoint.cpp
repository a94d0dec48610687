#include "Training/Checkpoint.h"

#include <cstdint>
#include <cstring>
#include <limits>
#include <sstream>
#include <type_traits>

namespace dequantizer
{

namespace
{
constexpr std::string_view magic = "dequantizer checkpoint 2\n";

// One function visits every field for writing and reading, so that the two cannot drift apart.
class Writer
{
public:
    template <typename Number>
    void number(const Number& value)
    {
        static_assert(std::is_arithmetic_v<Number>);
        bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }

    template <typename EigenMatrix>
    void matrix(const EigenMatrix& value)
    {
        number(static_cast<std::int64_t>(value.rows()));
        number(static_cast<std::int64_t>(value.cols()));
        bytes.append(reinterpret_cast<const char*>(value.data()),
                     sizeof(float) * static_cast<std::size_t>(value.size()));
    }

    void values(const std::vector<float>& value)
    {
        number(static_cast<std::int64_t>(value.size()));
        bytes.append(reinterpret_cast<const char*>(value.data()), sizeof(float) * value.size());
    }

    std::string bytes;
};

class Reader
{
public:
    explicit Reader(std::string_view rest) : bytes(rest) {}

    template <typename Number>
    void number(Number& value)
    {
        std::memcpy(&value, take(sizeof(value)), sizeof(value));
    }

    template <typename EigenMatrix>
    void matrix(EigenMatrix& value)
    {
        const auto rows = count();
        const auto columns = count();
        // Against what is there first, so that a damaged size takes no memory.
        const char* const data = take(sizeof(float) * rows * columns);
        value.resize(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
        std::memcpy(value.data(), data, sizeof(float) * rows * columns);
    }

    void values(std::vector<float>& value)
    {
        const auto size = count();
        const char* const data = take(sizeof(float) * size);
        value.resize(size);
        std::memcpy(value.data(), data, sizeof(float) * size);
    }

    [[nodiscard]] bool atEnd() const { return bytes.empty(); }

private:
    std::size_t count()
    {
        std::int64_t value = 0;
        number(value);
        if (value < 0 || value > (std::int64_t(1) << 30))
            throw CheckpointError("the checkpoint is damaged");
        return static_cast<std::size_t>(value);
    }

    const char* take(std::size_t size)
    {
        if (size > bytes.size())
            throw CheckpointError("the checkpoint ends too early");
        const char* const data = bytes.data();
        bytes.remove_prefix(size);
        return data;
    }

    std::string_view bytes;
};

template <typename Archive, typename State>
void visit(Archive& archive, State& state, bool& hasBest, BestModel& best)
{
    auto& learned = state.learned;
    archive.number(state.step);
    archive.matrix(learned.K);
    archive.matrix(learned.coefficients);
    archive.matrix(learned.basis);
    archive.number(learned.logWeight);
    archive.number(learned.logit);
    archive.matrix(learned.left);
    archive.matrix(learned.right);
    archive.number(learned.norm);
    archive.values(learned.operatorAdam.mean);
    archive.values(learned.operatorAdam.variance);
    archive.values(learned.scalarAdam.mean);
    archive.values(learned.scalarAdam.variance);
    archive.number(hasBest);
    archive.number(best.step);
    archive.matrix(best.K);
    for (auto* value :
         {&best.steps.sigma, &best.steps.tau, &best.steps.theta, &best.figures.snrInputDb, &best.figures.snrDb,
          &best.figures.smallestGainDb, &best.figures.lossInputDb, &best.figures.lossDb})
        archive.number(*value);
}

std::string_view afterMagic(std::string_view bytes)
{
    if (!bytes.starts_with(magic))
        throw CheckpointError("this is not a checkpoint of a training run");
    return bytes.substr(magic.size());
}

std::string firstDifference(const std::string& one, const std::string& other)
{
    std::istringstream ones(one), others(other);
    std::string a, b;
    while (std::getline(ones, a) && std::getline(others, b))
        if (a != b)
            return "\"" + b + "\" there, \"" + a + "\" here";
    return "another version's";
}
} // namespace

std::string describeRun(const TrainingSettings& settings, std::string_view trainingFingerprint,
                        std::string_view validationFingerprint)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(std::numeric_limits<double>::max_digits10);
    text << "sample_rate " << settings.sampleRate << "\nbits " << settings.bits << "\nframe_length "
         << settings.frameLength << "\nrows " << settings.rows << "\niterations " << settings.iterations
         << "\ngradient " << (settings.gradient == GradientMode::full ? "full" : "truncated") << "\nbackward_steps "
         << settings.backwardSteps << "\nmask " << (settings.mask == PrimalMask::cell ? "cell" : "widened") << "\nloss "
         << settings.loss << "\nweight " << settings.weight << "\nproduct " << settings.product << "\nproduct_limit "
         << settings.productLimit << "\ntheta " << settings.theta << "\nlearned_steps "
         << static_cast<int>(settings.learnedSteps) << "\ntraining_hop " << settings.trainingHop << "\nhop "
         << settings.hop << "\nsegments " << settings.segments << "\nframes_per_segment " << settings.framesPerSegment
         << "\nlevel_range " << settings.levelRange << "\nlevel_chance " << settings.levelChance << "\nsteps "
         << settings.steps << "\nwarm_up " << settings.warmUp << "\nlearning_rate " << settings.learningRate
         << "\nscalar_rate " << settings.scalarRate << "\nvalidation_interval " << settings.validationInterval
         << "\nseed " << settings.seed << "\nthreads " << settings.threads << "\ntraining_sounds "
         << trainingFingerprint << "\nvalidation_sounds " << validationFingerprint << '\n';
    return text.str();
}

std::string serialiseCheckpoint(const std::string& run, const TrainingState& state)
{
    Writer writer;
    writer.bytes = magic;
    writer.number(static_cast<std::uint64_t>(run.size()));
    writer.bytes += run;
    bool hasBest = state.best.has_value();
    auto best = state.best.value_or(BestModel{});
    visit(writer, state, hasBest, best);
    return std::move(writer.bytes);
}

std::string runOfCheckpoint(std::string_view bytes)
{
    const auto rest = afterMagic(bytes);
    std::uint64_t size = 0;
    Reader(rest).number(size);
    if (size > rest.size() - sizeof(size))
        throw CheckpointError("the checkpoint ends too early");
    return std::string(rest.substr(sizeof(size), size));
}

TrainingState parseCheckpoint(std::string_view bytes, const std::string& run)
{
    const auto savedRun = runOfCheckpoint(bytes);
    if (savedRun != run)
        throw CheckpointError("the checkpoint belongs to another training run: " + firstDifference(run, savedRun));

    Reader reader(afterMagic(bytes).substr(sizeof(std::uint64_t) + savedRun.size()));
    TrainingState state;
    BestModel best;
    bool hasBest = false;
    visit(reader, state, hasBest, best);
    if (!reader.atEnd())
        throw CheckpointError("the checkpoint is longer than it should be");
    if (hasBest)
        state.best = std::move(best);
    return state;
}

} // namespace dequantizer
