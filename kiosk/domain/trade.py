"""The fixed catalogue of trades, each with a picture, in at most nine groups."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TradeGroup(StrEnum):
    FARM = "farm"
    BUILDING = "building"
    FITTING = "fitting"
    FACTORY = "factory"
    LOADING = "loading"
    HOME = "home"
    KITCHEN = "kitchen"
    CLEANING = "cleaning"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """`id` is also the name of its picture (`assets/trades/ID.svg`) and of its text (`trade-ID`).

    `aliases` are the words by which files and people name it; no two trades share one. `usual_day_pay` is the
    usual range in yuan for a day's work, lower and upper end, against which vetting warns: a judgement for an inland
    county in 2026, wide on purpose. `occupation_code` is the code of the national classification
    (职业分类大典 2022) where one exists and fits the whole trade. `outdoors` is the usual case.
    """

    id: str
    group: TradeGroup
    aliases: tuple[str, ...]
    usual_day_pay: tuple[int, int]
    occupation_code: str | None = None
    outdoors: bool = False


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


FARM_TRADES: tuple[Trade, ...] = (
    Trade(
        id="fruit-picking",
        group=TradeGroup.FARM,
        aliases=_words(
            "摘果, 摘果子, 摘果工, 采果, 采果工, 采摘, 采摘工, 摘苹果, 摘橘子, 摘桃, 摘桃子, 摘梨, "
            "摘葡萄, 摘柑橘, 摘草莓, 摘枣, 打枣, 打核桃, 下果, 水果采摘, 果园采摘, 果园工, 果农帮工, "
            "摘柚子, 摘蜜橘, 摘脐橙, 摘橙子, 摘黄桃, 摘枇杷, 摘李子, 摘樱桃, 摘杨梅, 摘猕猴桃, 摘柿子, "
            "摘蓝莓, 摘冬枣, 摘西瓜, 摘板栗, 摘荔枝, 摘龙眼, 摘芒果, 摘火龙果, 采桑果, 摘水果, 摘油茶果, "
            "摘花椒, 采枸杞, 摘枸杞, 摘沃柑, 摘柑子, 卸果, fruit picking, fruit picker, fruit harvest, "
            "orchard worker, apple picking, orange picking, grape picking, strawberry picking, "
            "picking fruit, fruit pickers"
        ),
        usual_day_pay=(90, 230),
        outdoors=True,
    ),
    Trade(
        id="vegetable-harvesting",
        group=TradeGroup.FARM,
        aliases=_words(
            "收菜, 收菜工, 收菜收粮, 摘菜工, 砍菜, 砍白菜, 割菜, 拔萝卜, 挖土豆, 挖红薯, 挖藕, 挖姜, "
            "掰玉米, 收玉米, 收花生, 收庄稼, 收粮, 收割, 收割工, 割稻, 割稻子, 割麦, 收稻谷, 摘辣椒, "
            "采辣椒, 摘黄瓜, 摘豆角, 摘西红柿, 采菇, 采蘑菇, 蔬菜采收, 蔬菜采摘, 秋收, 辣椒采摘, "
            "食用菌采摘, 摘菜, 摘番茄, 摘茄子, 摘棉花, 拾棉花, 挖竹笋, 挖笋, 挖生姜, 挖莲藕, 挖魔芋, "
            "收莲子, 收红薯, 收土豆, 收大蒜, 收蒜薹, 收大豆, 收水稻, 收小麦, 割韭菜, 砍甘蔗, 掰棒子, "
            "砍包菜, 砍莴笋, 拔白萝卜, 捡花生, vegetable harvesting, vegetable picking, crop harvest, "
            "harvest hand, harvest worker, cotton picking, potato digging, harvesting, picking vegetables"
        ),
        usual_day_pay=(90, 220),
        outdoors=True,
    ),
    Trade(
        id="planting",
        group=TradeGroup.FARM,
        aliases=_words(
            "种地, 种菜, 种菜工, 栽苗, 栽菜苗, 移栽, 移苗, 插秧, 栽秧, 栽秧种菜, 育苗, 播种, 种植工, "
            "定植, 栽蒜, 种蒜, 种土豆, 种药材, 大棚工, 大棚种植, 农活, 农工, 田间管理, 铺地膜, 种水稻, "
            "栽菜, 抛秧, 种植, 盖膜, 补苗, 种花生, 种玉米, 种大蒜, 种油菜, 播花生, 整地, 翻地, 栽红薯, "
            "栽辣椒, 栽油菜, planting, transplanting, planter, seedling work, field hand, farm hand, "
            "farm worker, rice planting, sowing, greenhouse work"
        ),
        usual_day_pay=(90, 220),
        occupation_code="5-01-02-01",
        outdoors=True,
    ),
    Trade(
        id="weeding",
        group=TradeGroup.FARM,
        aliases=_words(
            "除草, 除草工, 拔草, 拔草工, 锄草, 锄地, 薅草, 拔草锄地, 割草, 清杂草, 松土, 中耕, 间苗, "
            "人工除草, 锄草工, 清除杂草, weeding, weeder, hoeing, grass cutting, weed pulling"
        ),
        usual_day_pay=(80, 200),
        outdoors=True,
    ),
    Trade(
        id="pruning",
        group=TradeGroup.FARM,
        aliases=_words(
            "修剪, 剪枝, 剪枝工, 剪树枝, 修枝, 果树修剪, 修剪果树, 修剪工, 疏花, 疏果, 疏果工, 套袋, "
            "套袋工, 果树套袋, 摘袋, 抹芽, 绑枝, 拉枝, 嫁接, 嫁接工, 果树管理, 剪秋梢, 冬剪, 修剪葡萄, "
            "授粉, 人工授粉, 疏花疏果, pruning, pruner, fruit thinning, fruit bagging, grafting, "
            "tree pruning"
        ),
        usual_day_pay=(100, 280),
        outdoors=True,
    ),
    Trade(
        id="spraying",
        group=TradeGroup.FARM,
        aliases=_words(
            "打药, 打药工, 喷药, 喷药工, 喷洒农药, 打农药, 植保, 植保员, 飞防, 飞防手, 撒肥, 施肥, "
            "施肥工, 追肥, 叶面肥, 喷农药, 打除草剂, 撒农药, 无人机打药, spraying, crop spraying, "
            "pesticide spraying, sprayer operator, fertilizing, pesticide, spray operator"
        ),
        usual_day_pay=(120, 300),
        occupation_code="5-05-02-01",
        outdoors=True,
    ),
    Trade(
        id="tea-picking",
        group=TradeGroup.FARM,
        aliases=_words(
            "采茶, 采茶工, 摘茶, 摘茶叶, 采茶叶, 采春茶, 采秋茶, 茶园工, 茶园管护, 茶叶采摘, 采夏茶, "
            "采新茶, 采毛尖, 采鲜叶, 采青, 采明前茶, 采谷雨茶, 采头春茶, tea picking, tea picker, "
            "tea garden worker, picking tea, tea pickers"
        ),
        usual_day_pay=(90, 240),
        outdoors=True,
    ),
    Trade(
        id="livestock",
        group=TradeGroup.FARM,
        aliases=_words(
            "养殖, 养殖工, 饲养员, 饲养工, 喂猪, 养猪, 猪场工, 养鸡, 鸡场工, 捡蛋, 捡鸡蛋, 喂牛, 养牛, "
            "放羊, 养羊, 养鸭, 养鹅, 抓鸡, 挤奶工, 清粪工, 养猪养鸡, 畜牧工, 喂鸡, 喂鸭, 喂羊, 喂料, "
            "清栏, 捡鸭蛋, 看猪, 挤奶, 剪羊毛, livestock, livestock keeper, pig farm, chicken farm, "
            "cattle hand, animal keeper, egg collecting, feeding animals, shepherd, poultry"
        ),
        usual_day_pay=(100, 240),
    ),
    Trade(
        id="fish-farming",
        group=TradeGroup.FARM,
        aliases=_words(
            "养鱼, 捞鱼, 养鱼捞鱼, 捕鱼, 捕鱼工, 拉网, 拉网工, 起鱼, 鱼塘工, 喂鱼, 水产养殖, 水产工, "
            "捞虾, 捕虾, 养虾, 养蟹, 捉小龙虾, 小龙虾捕捞, 看鱼塘, 鱼塘捕捞, 起蟹, 捉虾, 捉螃蟹, 放鱼苗, "
            "清塘, 收虾笼, 摸螺蛳, fish farming, fish pond, fish farm, fishery worker, fish netting, "
            "fishing, fisherman, shrimp farm"
        ),
        usual_day_pay=(110, 280),
        occupation_code="5-04-02-01",
        outdoors=True,
    ),
    Trade(
        id="forestry",
        group=TradeGroup.FARM,
        aliases=_words(
            "种树, 栽树, 栽树工, 植树, 植树造林, 造林, 护林, 护林员, 种树护林, 伐木, 伐木工, 砍树, "
            "砍竹子, 砍毛竹, 林场工, 抚育工, 苗圃工, 防火巡山, 巡山员, 栽油茶, 造林工, 清林, 森林抚育, "
            "护林防火, 起苗, 行道树, 栽苗木, 挖树, 挖树苗, forestry, tree planting, logging, "
            "forest ranger, nursery worker, forest worker, lumberjack"
        ),
        usual_day_pay=(110, 320),
        outdoors=True,
    ),
)

BUILDING_TRADES: tuple[Trade, ...] = (
    Trade(
        id="mason",
        group=TradeGroup.BUILDING,
        aliases=_words(
            "瓦工, 泥瓦工, 瓦匠, 泥瓦匠, 泥水工, 泥水匠, 泥工, 砌砖, 砌砖工, 砌墙, 砌墙工, 砌筑工, 砖工, "
            "石匠, 石工, 砌石, 砌块工, 大工, 砌围墙, 砌石头, 挡土墙, 垒墙, 砌砖墙, 砌花坛, 砌隔墙, "
            "砌墙师傅, 铺石板路, mason, bricklayer, brick laying, stone mason, masonry, stonework"
        ),
        usual_day_pay=(200, 450),
        occupation_code="6-29-01-01",
        outdoors=True,
    ),
    Trade(
        id="concrete",
        group=TradeGroup.BUILDING,
        aliases=_words(
            "混凝土, 混凝土工, 浇混凝土, 砼工, 浇筑工, 浇筑, 打灰, 打灰工, 打混凝土, 打地坪, 地坪工, "
            "振捣工, 搅拌工, 打水泥板, 打楼面, 混凝土浇筑, 打水泥地, concrete, concrete worker, "
            "concrete pouring, cement worker"
        ),
        usual_day_pay=(200, 400),
        occupation_code="6-29-01-03",
        outdoors=True,
    ),
    Trade(
        id="rebar",
        group=TradeGroup.BUILDING,
        aliases=_words(
            "钢筋, 钢筋工, 扎钢筋, 绑钢筋, 扎筋, 绑扎工, 钢筋绑扎, 钢筋绑扎工, 绑钢筋工, 扎楼板钢筋, "
            "rebar, rebar worker, steel fixer, steel bar worker, rebar tying"
        ),
        usual_day_pay=(220, 430),
        occupation_code="6-29-01-04",
        outdoors=True,
    ),
    Trade(
        id="scaffolder",
        group=TradeGroup.BUILDING,
        aliases=_words(
            "架子工, 架工, 搭架子, 搭架, 脚手架, 搭脚手架, 外架工, 爬架工, 拆架子, 满堂架, 搭外架, "
            "排栅工, scaffolder, scaffolding, scaffold worker"
        ),
        usual_day_pay=(230, 480),
        occupation_code="6-29-01-05",
        outdoors=True,
    ),
    Trade(
        id="road-work",
        group=TradeGroup.BUILDING,
        aliases=_words(
            "修路, 修路工, 筑路, 筑路工, 道路工, 道路施工, 铺路, 铺沥青, 沥青工, 摊铺工, 养路工, "
            "公路养护, 道路养护, 路面工, 铺路沿石, 路沿石工, 挖沟, 挖沟工, 管沟开挖, 修水渠, 清淤, "
            "清淤工, 挖水沟, 排水沟, 修村道, 护坡, 铺碎石, 补路面, road work, road worker, "
            "road maintenance, paving, asphalt worker, ditch digging, road repair, road building"
        ),
        usual_day_pay=(150, 330),
        outdoors=True,
    ),
    Trade(
        id="site-hand",
        group=TradeGroup.BUILDING,
        aliases=_words(
            "小工, 工地小工, 工地普工, 工地杂工, 建筑小工, 建筑普工, 杂工, 力工, 壮工, 土工, 打杂, "
            "工地清理, 递砖, 和灰, 搬砖, 工地打杂, 拆除, 拆除工, 拆旧, 拆墙, 砸墙, 拆房, 打下手, 搬石头, "
            "筛沙, 装修小工, 勤杂工, 帮工小工, 水泥小工, site hand, general site hand, "
            "construction labourer, construction laborer, site labourer, site laborer, demolition, "
            "demolition worker, labourer, laborer, handyman helper, construction worker, "
            "construction helper, building site, odd jobs"
        ),
        usual_day_pay=(130, 300),
        outdoors=True,
    ),
)

FITTING_TRADES: tuple[Trade, ...] = (
    Trade(
        id="carpenter",
        group=TradeGroup.FITTING,
        aliases=_words(
            "木工, 木匠, 木工师傅, 模板工, 支模, 支模工, 装模板, 吊顶, 吊顶工, 装柜子, 打家具, 门窗安装, "
            "家具安装, 安装家具, 换门窗, 装门, 装窗, 支模板, 拆模, 模板木工, 装家具, 橱柜安装, 装衣柜, "
            "装楼板, 换椽子, carpenter, carpentry, formwork, joiner, furniture fitter, "
            "furniture assembly, woodwork"
        ),
        usual_day_pay=(220, 480),
    ),
    Trade(
        id="plasterer",
        group=TradeGroup.FITTING,
        aliases=_words(
            "抹灰, 抹灰工, 粉刷工, 粉墙, 粉灰, 刮腻子, 腻子工, 批灰, 刮大白, 批墙, 抹墙, 外墙抹灰, "
            "保温工, 找平, 墙面找平, 内墙抹灰, 抹水泥, plasterer, plastering, putty worker"
        ),
        usual_day_pay=(200, 430),
        occupation_code="6-29-04-01",
    ),
    Trade(
        id="painter",
        group=TradeGroup.FITTING,
        aliases=_words(
            "油漆, 油漆工, 漆工, 油工, 刷漆, 刷墙, 刷墙工, 刷墙刷漆, 涂料工, 喷漆, 喷漆工, 刷乳胶漆, "
            "喷涂工, 墙绘, 刷桐油, 刷清漆, 补漆, 刷油漆, 刷防锈漆, painter, painting, wall painter, "
            "house painter, decorator"
        ),
        usual_day_pay=(180, 420),
        occupation_code="6-29-04-01",
    ),
    Trade(
        id="tiler",
        group=TradeGroup.FITTING,
        aliases=_words(
            "贴瓷砖, 贴砖, 贴砖工, 瓷砖工, 铺砖, 铺砖工, 铺地砖, 铺瓷砖, 镶贴工, 美缝, 美缝工, 铺地板, "
            "地板安装, 铺客厅地砖, 贴地砖, 贴墙砖, 铺贴工, 铺堂屋地砖, 镶瓷砖, tiler, tiling, "
            "tile layer, floor layer, floor tiling"
        ),
        usual_day_pay=(220, 480),
        occupation_code="6-29-04-01",
    ),
    Trade(
        id="electrician",
        group=TradeGroup.FITTING,
        aliases=_words(
            "电工, 水电工, 水电, 强电, 弱电工, 弱电, 布线, 布线工, 穿线工, 装灯, 安装电工, 装监控, "
            "光伏安装, 光伏安装工, 电线安装, 接线, 走线, 装插座, 光伏板安装, 换路灯, 装路灯, 电气安装, "
            "电路改造, electrician, wiring, electrical fitter, solar panel fitter, electrical work"
        ),
        usual_day_pay=(200, 450),
        occupation_code="6-31-01-03",
    ),
    Trade(
        id="plumber",
        group=TradeGroup.FITTING,
        aliases=_words(
            "水管工, 水工, 水暖, 水暖工, 管道工, 管工, 管道安装, 装水管, 修水管, 通下水道, 疏通下水道, "
            "管道疏通, 装地暖, 地暖工, 装马桶, 装热水器, 下水管, 自来水安装, 埋水管, 管道维修, 修马桶, "
            "自来水入户, 水管安装, plumber, plumbing, pipe fitter, heating fitter, pipe laying, "
            "drain cleaning"
        ),
        usual_day_pay=(180, 420),
    ),
    Trade(
        id="welder",
        group=TradeGroup.FITTING,
        aliases=_words(
            "电焊, 电焊工, 焊工, 焊接, 焊接工, 氩弧焊, 氩弧焊工, 二保焊, 二保焊工, 气焊, 气割工, 钢结构, "
            "钢结构工, 焊栏杆, 焊大棚, 铁艺, 电焊师傅, 焊钢架, 焊架子, 焊农机, 焊猪栏, 焊门窗, welder, "
            "welding, steel structure worker"
        ),
        usual_day_pay=(220, 480),
        occupation_code="6-18-02-04",
    ),
)

FACTORY_TRADES: tuple[Trade, ...] = (
    Trade(
        id="assembly-line",
        group=TradeGroup.FACTORY,
        aliases=_words(
            "流水线, 流水线工, 流水线普工, 普工, 操作工, 装配工, 组装工, 组装, 电子厂普工, 厂工, "
            "工厂普工, 生产工, 生产普工, 车间工, 车间普工, 车间操作工, 进厂, 插件工, 注塑工, 冲压工, "
            "手工活, 手工组装, 装配, 插件, 打螺丝, 电子组装, 产线, 一线工人, 一线操作工, 打包机操作工, "
            "assembly line, assembly, assembler, factory worker, production worker, operator, "
            "general worker, factory hand, line worker, machine operator"
        ),
        usual_day_pay=(120, 260),
    ),
    Trade(
        id="packing",
        group=TradeGroup.FACTORY,
        aliases=_words(
            "打包, 打包工, 包装, 包装工, 打包装箱, 装箱, 装箱工, 封箱, 封箱工, 装盒, 装盒工, 装袋, "
            "装袋工, 贴标, 贴标签, 折纸盒, 糊纸盒, 礼盒包装, 装瓶, 分装, 礼盒装箱, 包装普工, 打包装, "
            "packing, packer, packaging, boxing, packers, gift packing"
        ),
        usual_day_pay=(100, 230),
    ),
    Trade(
        id="sorting",
        group=TradeGroup.FACTORY,
        aliases=_words(
            "分拣, 分拣工, 分拣员, 分拣挑货, 分选, 分选工, 挑选工, 挑拣, 拣货, 拣货员, 分货, 选果, "
            "选果工, 挑果, 快递分拣, 快件分拣, 质检, 质检员, 检验员, 挑毛, 拣茶, 废品分拣, 垃圾分拣, "
            "拣选, 挑茶梗, 挑烂果, 拣黄片, 选料, 品检, 鸡蛋分级, 挑选, sorting, sorter, "
            "picking and sorting, parcel sorting, quality check, grading, fruit sorting, sorters"
        ),
        usual_day_pay=(100, 240),
    ),
    Trade(
        id="sewing",
        group=TradeGroup.FACTORY,
        aliases=_words(
            "缝纫, 缝纫工, 缝制工, 踩缝纫机, 平车工, 平车, 车位工, 衣车工, 制衣, 制衣工, 服装工, 裁剪工, "
            "剪线头, 剪线工, 锁边, 锁边工, 钉扣, 熨烫工, 做鞋, 针车工, 缝包工, 服装厂车位, 服装车工, "
            "剪线, 缝制, 绣花, 刺绣, 做衣服, 裁缝, 做鞋面, 缝鞋垫, 缝背包, sewing, seamstress, tailor, "
            "garment worker, sewing machinist, needlework, embroidery, dressmaker"
        ),
        usual_day_pay=(110, 280),
    ),
    Trade(
        id="food-processing",
        group=TradeGroup.FACTORY,
        aliases=_words(
            "食品加工, 食品厂普工, 食品工, 做食品, 屠宰, 屠宰工, 杀鸡工, 分割工, 剥蒜, 剥虾, 削皮, 腌菜, "
            "腌制工, 腌腊, 做豆腐, 榨油工, 酿酒工, 烘干工, 制茶, 制茶工, 炒茶, 晒场, 剥板栗, 灌肠工, "
            "食品加工工, 晒粉, 磨豆腐, 剁辣椒, 剥莲子, 剥核桃, 剥笋, 剖鱼, 杀鱼, 杀鸡, 杀猪, 糕点, "
            "做月饼, 包粽子, 灌香肠, 熏腊肉, 蒸米粉, 豆腐坊, 腌鱼, food processing, food factory, "
            "butcher, slaughter, meat cutting, peeling, fish cleaning, baking, bakery worker"
        ),
        usual_day_pay=(100, 250),
    ),
)

LOADING_TRADES: tuple[Trade, ...] = (
    Trade(
        id="loading",
        group=TradeGroup.LOADING,
        aliases=_words(
            "装卸, 快递装卸, 装卸工, 装卸搬运, 搬运, 搬运工, 装车, 卸车, 装车卸货, 装货, 卸货, 卸货工, 搬货, 搬家, "
            "搬家工, 搬厂, 扛包, 扛包工, 抬货, 卸水泥, 卸化肥, 跟车装卸, 搬东西, 搬桌椅, 抬东西, 卸车工, "
            "装车工, 卸瓷砖, 装车卸车, 搬办公桌椅, loading, loader, unloading, porter, mover, moving, "
            "house moving, removals, lifting, furniture moving, truck loading"
        ),
        usual_day_pay=(130, 340),
        occupation_code="4-02-05-01",
    ),
    Trade(
        id="warehouse",
        group=TradeGroup.LOADING,
        aliases=_words(
            "仓库理货, 仓管, 仓管员, 仓库管理员, 库管, 库管员, 仓储, 理货, 理货员, 盘点, 盘点员, 叉车, "
            "叉车工, 叉车司机, 开叉车, 入库, 出库, 仓库普工, 仓库工, 看仓库, 收发货, 发货员, 点货, "
            "管仓库, 保管员, 仓库保管员, warehouse, warehouse keeper, storekeeper, forklift, "
            "forklift driver, stocktaking, inventory, warehouse worker, stock keeper"
        ),
        usual_day_pay=(110, 270),
        occupation_code="4-02-06-01",
    ),
    Trade(
        id="driver",
        group=TradeGroup.LOADING,
        aliases=_words(
            "司机, 驾驶员, 开车, 货车司机, 小货车司机, 面包车司机, 送货司机, 三轮车司机, 拉货, 跑车, "
            "跑运输, 班车司机, 代驾, 拖拉机手, 农机手, 收割机手, 挖机, 挖机司机, 挖掘机, 铲车司机, "
            "B2司机, C1司机, 货车, 面包车, 三轮车, 拖拉机, 拉货司机, 货运司机, 大车司机, 小车司机, "
            "渣土车, 垃圾清运车司机, driver, truck driver, van driver, delivery driver, "
            "excavator operator, tractor driver, lorry driver, bus driver, trucker"
        ),
        usual_day_pay=(150, 420),
    ),
    Trade(
        id="courier",
        group=TradeGroup.LOADING,
        aliases=_words(
            "快递, 快递员, 送快递, 派件员, 派送员, 送货, 送货员, 外卖, 外卖员, 外卖骑手, 骑手, 配送, "
            "配送员, 跑腿, 送餐, 送餐员, 送水工, 送水, 送奶工, 送报员, 送煤气, 派件, 派送, 送米, 送外卖, "
            "送桶装水, 送豆腐, 送菜上门, courier, delivery, delivery rider, food delivery, "
            "parcel delivery, deliveries, delivery man, parcel courier"
        ),
        usual_day_pay=(120, 300),
        outdoors=True,
    ),
)

HOME_TRADES: tuple[Trade, ...] = (
    Trade(
        id="housekeeping",
        group=TradeGroup.HOME,
        aliases=_words(
            "家政, 家政员, 家政服务, 家政服务员, 家政工, 保姆, 住家保姆, 住家阿姨, 钟点工, 家庭保洁, "
            "家务, 做家务, 做饭阿姨, 上门做饭, 收拾屋子, 收纳师, 家庭钟点工, 收拾房间, 洗衣做饭, 做晚饭, "
            "上门打扫, 整理房间, 换床单, 洗床单, 家里大扫除, 家里打扫, housekeeping, housekeeper, "
            "domestic helper, home help, maid, housework, home cleaning, house cleaning"
        ),
        usual_day_pay=(90, 260),
        occupation_code="4-10-01-06",
    ),
    Trade(
        id="elder-care",
        group=TradeGroup.HOME,
        aliases=_words(
            "照顾老人, 看老人, 照看老人, 陪老人, 伺候老人, 养老护理, 养老护理员, 护理员, 护老, "
            "敬老院护理, 养老院护工, 陪护老人, 助浴, 助老员, 养老院护理, 护理老人, 老人护理, 老年护理, "
            "照料老人, 给老人喂饭, elder care, elderly care, caregiver, carer, nursing home aide, "
            "care for the elderly, senior care, nursing aide"
        ),
        usual_day_pay=(110, 280),
        occupation_code="4-10-01-05",
    ),
    Trade(
        id="child-care",
        group=TradeGroup.HOME,
        aliases=_words(
            "带孩子, 看孩子, 带娃, 看小孩, 带小孩, 接送孩子, 接送小孩, 月嫂, 育儿嫂, 育婴, 育婴师, "
            "育婴员, 保育员, 保育, 托育, 托管老师, 照看孩子, 照看小孩, 陪孩子, 接孩子, 接送学生, "
            "接送小学生, 托管, 育儿, 带小孩子, 陪娃, child care, childcare, nanny, babysitter, "
            "babysitting, nursery assistant, baby care, kindergarten assistant, au pair"
        ),
        usual_day_pay=(110, 400),
    ),
    Trade(
        id="hospital-care",
        group=TradeGroup.HOME,
        aliases=_words(
            "护工, 医院护工, 陪护, 陪护病人, 病人陪护, 医院陪护, 陪床, 看护, 看护病人, 陪诊, 陪诊员, "
            "医疗护理员, 住院陪护, 陪夜, 陪老人看病, 术后护理, 手术后陪护, hospital care, "
            "hospital attendant, patient care, patient attendant, hospital companion, nursing assistant, "
            "hospital aide, hospital carer"
        ),
        usual_day_pay=(120, 320),
    ),
    Trade(
        id="gardening",
        group=TradeGroup.HOME,
        aliases=_words(
            "园丁, 园林, 园林工, 园林绿化, 园林绿化工, 绿化, 绿化工, 绿化养护, 种花, 养花, 栽花, "
            "种花剪草, 修剪草坪, 剪草坪, 剪草, 草坪工, 浇花, 花匠, 花木工, 花坛, 绿篱, 花木, 草坪, "
            "修剪绿篱, 修剪花草, 花坛拔草, 绿化带, 花坛修剪, gardening, gardener, landscaping, "
            "lawn mowing, greening, garden work, lawn care, park worker"
        ),
        usual_day_pay=(90, 230),
        occupation_code="4-09-10-01",
        outdoors=True,
    ),
)

KITCHEN_TRADES: tuple[Trade, ...] = (
    Trade(
        id="cook",
        group=TradeGroup.KITCHEN,
        aliases=_words(
            "厨师, 厨工师傅, 炒菜, 炒菜师傅, 炒锅, 大厨, 厨子, 掌勺, 面点, 面点师, 面点工, 早点师傅, "
            "包包子, 包饺子, 烧烤师, 食堂做饭, 食堂厨师, 工地做饭, 做大锅饭, 乡厨, 蒸馒头, 做饭, 烧饭, "
            "烧菜, 煮饭, 蒸包子, 早点, 凉菜, 烧鱼师傅, 白案, 面食, 炸油条, cook, chef, pastry cook, "
            "canteen cook, cooking, kitchen chef"
        ),
        usual_day_pay=(130, 380),
    ),
    Trade(
        id="kitchen-hand",
        group=TradeGroup.KITCHEN,
        aliases=_words(
            "帮厨, 后厨帮工, 后厨杂工, 厨房帮工, 厨房杂工, 厨工, 配菜, 配菜工, 切配, 切配工, 切菜, "
            "切菜工, 洗菜, 洗菜工, 择菜, 洗菜切菜, 打荷, 食堂帮厨, 食堂打饭, 打饭阿姨, 面案帮工, 打饭, "
            "打菜, 水台, 砧板, 择菜洗菜, 厨房普工, kitchen hand, kitchen helper, kitchen porter, "
            "prep cook, canteen helper, vegetable prep, kitchen assistant, food prep, kitchen work"
        ),
        usual_day_pay=(90, 220),
    ),
    Trade(
        id="dish-washing",
        group=TradeGroup.KITCHEN,
        aliases=_words(
            "洗碗, 洗碗工, 洗碗阿姨, 刷碗, 刷碗工, 刷盘子, 洗盘子, 洗盘工, 洗碟, 餐具清洗, 消毒间, 洗盘, "
            "洗餐具, 餐具消毒, 洗蒸笼, 刷锅, 收碗, dish washing, dishwasher, dishwashing, washing up, "
            "dish washer, washing dishes, kitchen steward"
        ),
        usual_day_pay=(80, 200),
    ),
    Trade(
        id="waiter",
        group=TradeGroup.KITCHEN,
        aliases=_words(
            "端菜, 端盘子, 传菜, 传菜员, 传菜工, 上菜, 服务员, 餐厅服务员, 饭店服务员, 酒店服务员, "
            "宴席服务员, 酒席帮工, 酒席服务, 跑堂, 点菜员, 迎宾, 收桌, 上菜员, 包厢服务员, 倒茶, 端茶, "
            "waiter, waitress, serving, food runner, banquet server, restaurant server, waiting tables, "
            "table service, waiting staff"
        ),
        usual_day_pay=(90, 220),
        occupation_code="4-03-02-05",
    ),
)

CLEANING_TRADES: tuple[Trade, ...] = (
    Trade(
        id="street-sweeping",
        group=TradeGroup.CLEANING,
        aliases=_words(
            "扫大街, 扫街, 扫马路, 扫路, 清扫, 清扫工, 环卫, 环卫工, 环卫工人, 道路保洁, 马路清扫, "
            "捡垃圾, 收垃圾, 垃圾清运, 垃圾清运工, 清运工, 河道保洁, 村庄保洁, 村保洁员, 铲雪, 扫雪, "
            "清雪, 扫落叶, 扫落花, 捡拾垃圾, 环境卫生, 路面清扫, 集镇保洁, 街道保洁, 景区保洁, 步道清扫, "
            "市场清扫, street sweeping, street sweeper, road sweeping, sanitation worker, "
            "refuse collection, litter picking, street cleaning, street cleaner, road cleaner, "
            "garbage collector"
        ),
        usual_day_pay=(70, 190),
        outdoors=True,
    ),
    Trade(
        id="building-cleaning",
        group=TradeGroup.CLEANING,
        aliases=_words(
            "保洁, 保洁员, 保洁工, 保洁阿姨, 打扫, 打扫卫生, 清洁, 清洁工, 清洁员, 扫地, 拖地, 擦玻璃, "
            "擦窗, 擦窗工, 开荒保洁, 开荒, 物业保洁, 楼道保洁, 商场保洁, 学校保洁, 医院保洁, 客房, "
            "客房服务员, 客房保洁, 外墙清洗, 油烟机清洗, 搞卫生, 做卫生, 打扫房间, 酒店保洁, 宾馆保洁, "
            "楼层保洁, 大扫除, 教室保洁, cleaning, cleaner, building cleaning, window cleaning, "
            "window cleaner, janitor, room attendant, office cleaning, hotel cleaning, deep cleaning, "
            "cleaners, hotel housekeeping"
        ),
        usual_day_pay=(80, 220),
        occupation_code="4-09-08-01",
    ),
)

SERVICE_TRADES: tuple[Trade, ...] = (
    Trade(
        id="guard",
        group=TradeGroup.SERVICE,
        aliases=_words(
            "保安, 保安员, 门卫, 看门, 看门人, 看门保安, 看大门, 看工地, 看场子, 守夜, 值守, 巡逻, "
            "巡逻员, 秩序员, 秩序维护, 停车管理员, 停车收费员, 看车, 交通协管, 协管员, 宿管, 宿管员, "
            "车辆引导, 值夜, 值班, 值班员, 停车引导, 守门, 守大门, 看材料, 看料, 防火值守, 夜里看鱼塘, "
            "维持秩序, guard, security, security guard, watchman, gatekeeper, doorman, "
            "parking attendant, night watch, security officer, parking guide"
        ),
        usual_day_pay=(80, 210),
        occupation_code="4-07-05-01",
    ),
    Trade(
        id="shop-assistant",
        group=TradeGroup.SERVICE,
        aliases=_words(
            "看店, 店员, 卖货, 看店卖货, 营业员, 售货员, 导购, 导购员, 收银, 收银员, 超市理货员, "
            "超市店员, 卖菜, 摆摊, 卖水果, 促销, 促销员, 销售员, 面包店店员, 药店店员, 超市理货, "
            "超市收银, 收银理货, 看摊, 卖东西, 售货, 便利店店员, shop assistant, shop keeper, "
            "sales assistant, salesperson, cashier, stall seller, promoter, store clerk, shop worker, "
            "shelf stacker, market stall"
        ),
        usual_day_pay=(80, 220),
    ),
    Trade(
        id="flyers",
        group=TradeGroup.SERVICE,
        aliases=_words(
            "发传单, 派传单, 传单, 传单员, 发单员, 贴海报, 贴广告, 举牌, 举牌员, 扫码推广, 地推, 插报, "
            "派宣传册, 发宣传单, 宣传单, 发单, 发海报, 发广告, flyers, flyer, leaflet, leafleting, "
            "flyer distribution, handing out flyers, street promotion, distributing flyers, leaflets, "
            "handing out leaflets"
        ),
        usual_day_pay=(70, 200),
        outdoors=True,
    ),
    Trade(
        id="repair",
        group=TradeGroup.SERVICE,
        aliases=_words(
            "维修, 维修工, 维修员, 修理, 修理工, 修理东西, 修家电, 家电维修, 家电清洗, 空调安装, "
            "空调维修, 装空调, 修空调, 修车, 修车工, 汽修, 汽修工, 补胎, 修鞋, 修锁, 开锁, 修农机, "
            "农机维修, 机修, 机修工, 防水补漏, 补漏, 防水, 换锁, 修水泵, 修电动车, 修门窗, 修门锁, "
            "修洗衣机, 修插秧机, 换玻璃, 修农具, repair, repairman, repair worker, appliance repair, "
            "air conditioner fitter, car mechanic, mechanic, maintenance, maintenance worker, handyman, "
            "bike repair"
        ),
        usual_day_pay=(150, 420),
    ),
    Trade(
        id="other",
        group=TradeGroup.SERVICE,
        aliases=_words(
            "其他, 其它, 别的, 别的活, 不限工种, 搭台打杂, 群众演员, 群演, 红白喜事, 红白喜事帮忙, "
            "游园会搭台打杂, other, others, misc, miscellaneous, extra, event helper"
        ),
        usual_day_pay=(70, 400),
    ),
)

TRADES: tuple[Trade, ...] = (
    FARM_TRADES
    + BUILDING_TRADES
    + FITTING_TRADES
    + FACTORY_TRADES
    + LOADING_TRADES
    + HOME_TRADES
    + KITCHEN_TRADES
    + CLEANING_TRADES
    + SERVICE_TRADES
)
OTHER_TRADE = "other"
